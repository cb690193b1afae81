"""The production shape on this machine without containers: what ``docker-compose.yml`` says, run as processes."""

from tools.cluster.cluster import Cluster
from tools.cluster.errors import ClusterError

__all__ = ["Cluster", "ClusterError"]

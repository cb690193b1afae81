# Two images: the services' own (the last stage, what `docker build .` makes) and the gateway's (--target gateway).
FROM python:3.11-slim AS packages
# Wheels only where there are wheels; whatever must be compiled is compiled here and not in the image that runs.
RUN python -m venv /opt/outreach
WORKDIR /build
COPY requirements.txt requirements-tracing.txt ./
# Set, in compose.tracing.yml, it adds what tracing needs.
ARG TRACING=""
RUN /opt/outreach/bin/pip install --no-cache-dir --disable-pip-version-check \
    -r requirements.txt ${TRACING:+-r requirements-tracing.txt}

FROM packages AS static
COPY shared shared
COPY tools/__init__.py tools/static_tree.py tools/
RUN /opt/outreach/bin/python -m tools.static_tree /srv/outreach

FROM nginx:1.28 AS gateway
COPY --from=static /srv/outreach /srv/outreach
USER 101
EXPOSE 8000

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /srv/outreach --shell /usr/sbin/nologin outreach \
    && install --directory --owner=outreach /var/lib/outreach
COPY --from=packages /opt/outreach /opt/outreach
WORKDIR /srv/outreach
COPY deploy/gunicorn.conf.py deploy/healthy.py ./
COPY shared shared
COPY services services
RUN python -m compileall -q shared services
# What this build is called, in /metrics and in traces: docker compose build --build-arg OUTREACH_VERSION=…
ARG OUTREACH_VERSION=unreleased
ENV PATH=/opt/outreach/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    OUTREACH_VERSION=$OUTREACH_VERSION
USER 10001
EXPOSE 8000
# Web processes and workers both answer on 8000 (deploy/gunicorn.conf.py, *_WORKER_PORT in docker-compose.yml).
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["python", "healthy.py"]
CMD ["python", "-m", "services"]

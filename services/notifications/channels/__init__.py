"""The channels by which letters leave: one interface, opened from the settings in their order."""

from __future__ import annotations

from typing import Protocol

from services.notifications.channels.file import FileChannel
from services.notifications.channels.smtp import SmtpChannel
from services.notifications.config import FILE_GATEWAY, ChannelAddress, Config, FileAddress
from services.notifications.domain.letter import Failure, Letter, Route


class Channel(Protocol):
    """One way to a person. A channel keeps no connection between two letters and may be used by any thread."""

    @property
    def route(self) -> Route:
        """Its name, and the address it needs."""

    def send(self, letter: Letter) -> Failure | None:
        """Hand the letter over; None when it was taken.

        A letter sent twice has the same ``message_id`` both times. It returns well before the sender's
        lease ends.
        """


def open_channels(config: Config) -> tuple[Channel, ...]:
    """The channels of the settings; connects to nothing."""
    return tuple(_open(address, config) for address in config.channels)


def _open(address: ChannelAddress, config: Config) -> Channel:
    if isinstance(address, FileAddress):
        return FileChannel(address.path, replies=config.gateway(FILE_GATEWAY) is not None)
    return SmtpChannel(address)

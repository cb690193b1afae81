"""What becomes true here. Each fact is a line in the journal; ``publications.py`` says which are told to others.

``by`` is who did it: ``resident`` ``asked_by`` ``volunteer`` ``staff`` ``timer`` ``event``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.aggregate import Fact, personal


@dataclass(frozen=True)
class CodeRequested(Fact):
    """A code must reach this phone now or never."""

    purpose: str
    request_id: str | None
    reference: str | None
    ward: str | None
    whose: str | None
    language: str
    expires_at: datetime
    phone: str = personal()
    code: str = personal()


@dataclass(frozen=True)
class CodeWithheld(Fact):
    """A code was asked for at a number nobody is known by."""


@dataclass(frozen=True)
class CodeProven(Fact):
    """Whoever holds the phone read the code out to us."""

    purpose: str
    request_id: str | None
    whose: str | None


@dataclass(frozen=True)
class CodeWrong(Fact):
    """A wrong code was tried."""

    purpose: str
    request_id: str | None


@dataclass(frozen=True)
class PersonRegistered(Fact):
    """Somebody is known here from now on."""


@dataclass(frozen=True)
class ContactChanged(Fact):
    """How they are called, reached or addressed is new, by their own wish."""


@dataclass(frozen=True)
class PartTaken(Fact):
    """They are resident, asker or volunteer in a ward from now on."""

    role: str
    ward: str


@dataclass(frozen=True)
class PostGiven(Fact):
    """They hold a post from now on."""

    role: str
    wards: tuple[str, ...]
    since: date
    until: date | None


@dataclass(frozen=True)
class PostEnded(Fact):
    """They hold this post no more: its last day is over, or it was taken back."""

    role: str
    wards: tuple[str, ...]


@dataclass(frozen=True)
class TokensEnded(Fact):
    """Whatever they signed in with before this moment counts no more, in any service."""

    valid_after: datetime


@dataclass(frozen=True)
class ContactCorrected(Fact):
    """Staff put right how somebody is called or reached; ``fields`` names what, never how it reads now."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class PersonMerged(Fact):
    """This turned out to be somebody known already: from now on ``into`` stands for both."""

    into: str


@dataclass(frozen=True)
class PersonAbsorbed(Fact):
    """Somebody else turned out to be this very person."""

    merged: str


@dataclass(frozen=True)
class TeamChanged(Fact):
    """A team is new, or its name, leader, neighbourhoods or pause are."""


@dataclass(frozen=True)
class AffiliationsChanged(Fact):
    """They joined a group of helpers, or left one."""


@dataclass(frozen=True)
class WardChanged(Fact):
    """A ward is new, or what staff keep of it or its data from the city's list are."""


@dataclass(frozen=True)
class WardPaused(Fact):
    """No visit takes place in these neighbourhoods (none: the whole ward) from ``start`` to ``end``."""

    pause_id: str
    neighbourhoods: tuple[str, ...]
    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True)
class PauseEnded(Fact):
    """A pause is over sooner than was said."""

    pause_id: str


@dataclass(frozen=True)
class CallWanted(Fact):
    """Somebody wants to be phoned at their number; ``ward`` is None when they did not say where they live."""

    call_id: str
    ward: str | None
    phone: str = personal()


@dataclass(frozen=True)
class TopicChanged(Fact):
    """A topic is new, or its words or numbers are."""


@dataclass(frozen=True)
class VolunteerApplied(Fact):
    """Somebody wants to help."""


@dataclass(frozen=True)
class VolunteerJoined(Fact):
    """The person whose name and number an application gave has signed in: it is theirs."""


@dataclass(frozen=True)
class VolunteerChecked(Fact):
    """Staff looked at the person's papers."""


@dataclass(frozen=True)
class LookedOften(Fact):
    """More looks at residents' contacts, since ``since``, than visits explain."""

    looks: int
    since: datetime
    ward: str


@dataclass(frozen=True)
class VolunteerApproved(Fact):
    """May be asked in these wards from now on."""

    wards: tuple[str, ...]


@dataclass(frozen=True)
class VolunteerSuspended(Fact):
    """May visit nobody from now on."""

    reason: str


@dataclass(frozen=True)
class GuardianAgreed(Fact):
    """A parent or guardian lets somebody under age help; ``how`` they said so."""

    how: str


@dataclass(frozen=True)
class AvailabilityChanged(Fact):
    """Free times, absences, topics or limits are new."""


@dataclass(frozen=True)
class RequestReceived(Fact):
    """A request came in."""

    by: str


@dataclass(frozen=True)
class PersonReplaced(Fact):
    """Somebody in this request turned out to be the same as another person, who stands here now."""

    was: str
    kept: str


@dataclass(frozen=True)
class PhoneProven(Fact):
    """The phone that asked is theirs."""

    by: str


@dataclass(frozen=True)
class ResidentAgreed(Fact):
    """The resident said yes to what somebody asked on their behalf."""

    by: str


@dataclass(frozen=True)
class RequestOpened(Fact):
    """The request is trusted; helpers are looked for."""

    by: str


@dataclass(frozen=True)
class RequestNeedsTimes(Fact):
    """It waits until somebody says when it suits."""

    by: str
    reason: str


@dataclass(frozen=True)
class RequestWidened(Fact):
    """Staff had more people asked."""

    by: str


@dataclass(frozen=True)
class WaveHeld(Fact):
    """A pause keeps the next people from being asked until it is over."""

    until: datetime


@dataclass(frozen=True)
class OfferMade(Fact):
    """One volunteer is asked. ``distance_m`` is rounded to 100 m, None when it is not known."""

    offer_id: str
    volunteer_id: str
    wave: int
    expires_at: datetime
    distance_m: int | None


@dataclass(frozen=True)
class OfferAnnounced(Fact):
    """The offer has left the outbox: from now on its time counts."""

    offer_id: str
    expires_at: datetime


@dataclass(frozen=True)
class OfferAccepted(Fact):
    """A volunteer said yes. ``minutes`` is how long the visit takes."""

    offer_id: str
    volunteer_id: str
    minutes: int


@dataclass(frozen=True)
class OfferDeclined(Fact):
    """A volunteer is busy this time; no reason is asked."""

    offer_id: str
    volunteer_id: str


@dataclass(frozen=True)
class AnswerRefused(Fact):
    """An answer by SMS could not be taken; ``reason`` is the code of the refusal."""

    offer_id: str
    volunteer_id: str
    reason: str


@dataclass(frozen=True)
class OfferExpired(Fact):
    """No answer came in time. A later yes still counts while the request is open."""

    offer_id: str
    volunteer_id: str


@dataclass(frozen=True)
class OfferWithdrawn(Fact):
    """The offer ended without this volunteer: ``reason`` is ``others_first``, ``cancelled`` or ``suspended``.

    ``accepted`` when the volunteer had said yes before.
    """

    offer_id: str
    volunteer_id: str
    reason: str
    accepted: bool = False


@dataclass(frozen=True)
class OfferUnplaced(Fact):
    """No time fits this volunteer and the resident."""

    offer_id: str
    volunteer_id: str
    reason: str


@dataclass(frozen=True)
class RequestReopened(Fact):
    """Whoever had accepted no longer comes."""

    by: str
    reason: str


@dataclass(frozen=True)
class RequestEscalated(Fact):
    """The network found nobody; a person of the ward takes over."""

    by: str
    reason: str


@dataclass(frozen=True)
class PromiseMoved(Fact):
    """A holiday or a pause has changed, so the ward's promise ends at another moment."""

    due_at: datetime


@dataclass(frozen=True)
class AppointmentFollowed(Fact):
    """News of the appointment: ``step`` is what became of it."""

    appointment_id: str
    step: str
    starts_at: datetime
    ends_at: datetime
    by: str | None


@dataclass(frozen=True)
class RequestClosed(Fact):
    """It ended; ``outcome`` says how."""

    by: str
    outcome: str
    reason: str | None = None


@dataclass(frozen=True)
class RequestCancelled(Fact):
    """Nobody is to come any more, whatever crosses it."""

    by: str
    reason: str


@dataclass(frozen=True)
class RequestNotPlaced(Fact):
    """Enough said yes a while ago, and still there is no appointment."""

    by: str


@dataclass(frozen=True)
class WindowsGiven(Fact):
    """Other times suit than before; ``reason`` is ``windows``, why it is looked for again."""

    by: str
    reason: str


@dataclass(frozen=True)
class OfferHandedBack(Fact):
    """Who had said yes cannot go; ``late`` when the visit was less than a day away."""

    offer_id: str
    volunteer_id: str
    minutes: int
    reason: str
    late: bool


@dataclass(frozen=True)
class OfferFell(Fact):
    """The visit fell, and with it the yes of this volunteer; ``reason`` says why."""

    offer_id: str
    volunteer_id: str
    reason: str


@dataclass(frozen=True)
class ContactSeen(Fact):
    """A volunteer looked at the resident's telephone and, when ``address``, at where they live."""

    volunteer_id: str
    address: bool


@dataclass(frozen=True)
class PersonReached(Fact):
    """A message about this request left for somebody by the channel ``step``."""

    person_id: str
    template: str
    step: str


@dataclass(frozen=True)
class PersonUnreached(Fact):
    """Every step to tell somebody about this request failed; a person has to phone."""

    person_id: str
    template: str
    step: str

"""What each question page takes: the fields of the API's request, a few at a time."""

from __future__ import annotations

import marshmallow as ma

from services.volunteers.domain.asking import Device, Need, Picture, Place, Relation, Wish
from services.volunteers.domain.person import PhoneOwner
from services.volunteers.schemas.common import TOPIC_IDS, AddressFormField, Ward
from shared.web.fields import Body, Choice, Integer, Items, PersonName, Phone, Text

YES, NO = "yes", "no"


class WhoPage(Body):
    who = Choice(("me", "family", "other"), required=True)
    ward = Ward(load_default=None, allow_none=True)


class AgreedPage(Body):
    agreed = Choice((YES, NO), required=True)


class TopicPage(Body):
    topics = Choice(TOPIC_IDS, required=True)


class _OfDevice(Body):
    device = Choice(Device, required=True)


class DevicePage(Body):
    resident = ma.fields.Nested(_OfDevice, required=True)


class PlacePage(Body):
    place = Choice(Place, required=True)


class WardPage(Body):
    ward_name = Text(60, required=True)


class WhichPage(Body):
    ward = Ward(required=True)


class NeighbourhoodPage(Body):
    neighbourhood = Text(60, load_default=None, allow_none=True)


class AddressPage(Body):
    address = Text(200, lines=True, load_default=None, allow_none=True)
    landmark = Text(200, lines=True, load_default=None, allow_none=True)
    met_by = Text(100, load_default=None, allow_none=True)


class NeedsPage(Body):
    needs = Items(Choice(Need), most=len(Need), distinct=True, load_default=list)
    wishes = Items(Choice(Wish), most=len(Wish), distinct=True, load_default=list)
    note = Text(1000, lines=True, load_default=None, allow_none=True)


class _OfPhone(Body):
    phone = Phone(required=True)
    phone_owner = Choice(PhoneOwner, required=True)


class PhonePage(Body):
    resident = ma.fields.Nested(_OfPhone, required=True)


class _OfName(Body):
    name = PersonName(required=True)
    address_form = AddressFormField(load_default=None, allow_none=True)
    birth_year = Integer(least=1900, most=2099, load_default=None, allow_none=True)


class NamePage(Body):
    resident = ma.fields.Nested(_OfName, required=True)


class _OfRelation(Body):
    relation = Choice(Relation, required=True)


class RelationPage(Body):
    asked_by = ma.fields.Nested(_OfRelation, required=True)


class _OfAsker(Body):
    name = PersonName(required=True)
    phone = Phone(required=True)


class AskerPage(Body):
    asked_by = ma.fields.Nested(_OfAsker, required=True)


class ConsentPage(Body):
    visit = Choice((YES, NO), required=True)
    reminders = Choice((YES, NO), required=True)
    call_30_days = Choice((YES, NO), required=True)
    photo = Choice((YES, NO), required=True)


class PicturePage(Body):
    picture = Choice(Picture, load_default=None, allow_none=True)


class LookPage(Body):
    reference = Text(30, required=True)
    phone = Phone(required=True)


CANCELLED_BECAUSE = ("not_needed", "solved_otherwise", "ill", "moved_away", "mistake", "other")


class CancelPage(Body):
    reason = Choice(CANCELLED_BECAUSE, required=True)

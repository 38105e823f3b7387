"""The record app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Names the app."""

    name = "record"

    def ready(self) -> None:
        """Follows partners that leave, leads who begin, and people whose account is switched off."""
        from accounts.services import person_switched_off  # noqa: PLC0415  # models are loaded by now
        from partnerships.services.partnerships import partner_left  # noqa: PLC0415
        from partnerships.services.people import leads_changed  # noqa: PLC0415
        from record.services.agreeing import ask_new_leads, settle_after_leaving  # noqa: PLC0415
        from record.services.feeds import switch_off_feed  # noqa: PLC0415

        partner_left.follow("record", settle_after_leaving)
        leads_changed.follow("record", ask_new_leads)
        person_switched_off.follow("record", lambda person: switch_off_feed(person=person, by=None))

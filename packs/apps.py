"""The packs app."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """Names the app."""

    name = "packs"

    def ready(self) -> None:
        """Follows rounds that close, people who can sign in no longer, workers that begin, and the demonstration."""
        from accounts.services import person_switched_off  # noqa: PLC0415  # models are loaded by now
        from common.tasks import worker_starts  # noqa: PLC0415
        from packs.services.asking import forget_packs  # noqa: PLC0415
        from packs.services.demonstration import plan_demonstration  # noqa: PLC0415
        from packs.services.sending import send_after_closing  # noqa: PLC0415
        from packs.tasks import wake_packs  # noqa: PLC0415
        from surveys.demonstration.fill import demonstration_filled  # noqa: PLC0415
        from surveys.services.rounds import round_closed  # noqa: PLC0415

        round_closed.follow("packs", send_after_closing)
        person_switched_off.follow("packs", forget_packs)
        worker_starts.follow("packs", lambda _: wake_packs())
        demonstration_filled.follow("packs", plan_demonstration)

"""The demonstration's partnerships, in the order in which they are made; all of it is invented."""

from surveys.demonstration.stories.ageing_well import AGEING_WELL
from surveys.demonstration.stories.harbour_quarter import HARBOUR_QUARTER
from surveys.demonstration.stories.repairs_alliance import SUPPLY_ALLIANCE
from surveys.demonstration.stories.rural_transport import RURAL_TRANSPORT
from surveys.demonstration.stories.safer_streets import SAFER_STREETS

__all__ = ["AGEING_WELL", "STORIES"]

STORIES = (AGEING_WELL, SAFER_STREETS, SUPPLY_ALLIANCE, HARBOUR_QUARTER, RURAL_TRANSPORT)

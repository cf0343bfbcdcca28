from webapp.domain.directory import FeedKind
from webapp.domain.feed import About
from webapp.domain.meetings import Fellowship

AA = About(FeedKind.MEETING_GUIDE, Fellowship.AA, "America/New_York")

"""Tables of the library. Drafts change; whatever was handed in, approved or recalled only grows."""

from advocacy.library.models.calendar import CalendarFeed, CompanyEvent, Slot
from advocacy.library.models.content import (
    Content,
    ContentMedia,
    ContentTemplate,
    ContentText,
    ContentTopic,
    ContentWriter,
    Evidence,
    FindingAnswer,
    Variant,
    Wording,
)
from advocacy.library.models.live import ContentHold, ContentRecall, Feature, LiveContent, RecallWords
from advocacy.library.models.media import MediaFile
from advocacy.library.models.objectives import Objective, ObjectiveFigure, ObjectiveReview
from advocacy.library.models.outside import LinkTarget, NetworkSheet, OfficialAccount, Sighting
from advocacy.library.models.phrases import ForbiddenPhrase
from advocacy.library.models.revisions import (
    ContentComment,
    ContentReview,
    Revision,
    RevisionMedia,
    RevisionText,
    RevisionTopic,
    RevisionWording,
    WaitingRevision,
)
from advocacy.library.models.rights import LibraryRight
from advocacy.library.models.sources import ContentImport, Feed, FeedItem, Suggestion

__all__ = [
    "CalendarFeed",
    "CompanyEvent",
    "Content",
    "ContentComment",
    "ContentHold",
    "ContentImport",
    "ContentMedia",
    "ContentRecall",
    "ContentReview",
    "ContentTemplate",
    "ContentText",
    "ContentTopic",
    "ContentWriter",
    "Evidence",
    "Feature",
    "Feed",
    "FeedItem",
    "FindingAnswer",
    "ForbiddenPhrase",
    "LibraryRight",
    "LinkTarget",
    "LiveContent",
    "MediaFile",
    "NetworkSheet",
    "Objective",
    "ObjectiveFigure",
    "ObjectiveReview",
    "OfficialAccount",
    "RecallWords",
    "Revision",
    "RevisionMedia",
    "RevisionText",
    "RevisionTopic",
    "RevisionWording",
    "Sighting",
    "Slot",
    "Suggestion",
    "Variant",
    "WaitingRevision",
    "Wording",
]

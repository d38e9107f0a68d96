"""Every exception this package raises on purpose, in one tree.

KbError
├── QueryRejected        the visitor can fix it: the query is empty, too long or out of range
├── ArticleNotFound      the visitor asked for an article that does not exist
├── ContentInvalid       a writer can fix it: content/ holds errors (the problems say where)
├── ImportRefused        an operator can fix it: an export cannot be read safely, or at all
├── EditRefused          a writer can fix it: a command would have written something wrong
├── WordListInvalid      a writer can fix it: a file in content/words/ is malformed
├── DatasetInvalid       an evaluator can fix it: a data set is malformed
├── ComparisonFailed     a developer can fix it: the other version cannot be evaluated
├── IndexUnavailable     an operator can fix it: there is no generation to serve
│   ├── GenerationDamaged    files differ from their manifest
│   ├── AnalysisMismatch     the generation was made by another analysis chain
│   └── GenerationRefused    a new generation failed its checks and was not activated
├── ReleaseNotShipped    an operator can fix it: a release could be neither sent nor fetched
├── ClusterRefused       an operator can fix it: OpenSearch does not hold a release as it is
├── SiteBuildFailed      a developer can fix it: MkDocs, or a check of what it built, refused
├── FeedbackConflict     the client can fix it: its idempotency key was used for other feedback
├── FeedbackUnknown      whoever asked can fix it: nothing is stored under this number
├── FeedbackUnavailable  an operator can fix it: feedback can be neither stored nor read
├── QueryLogUnavailable  an operator can fix it: the log of queries can be neither written nor read
├── AccountRefused       an operator can fix it: the name or password of an agent will not do
├── HistoryUnavailable   the agent or an operator can fix it: git cannot give the older version
├── IncidentInvalid      an operator can fix it: the text or the end of an incident will not do
├── DeskUnavailable      an operator can fix it: a file of the agent desk cannot be read or written
├── BackupFailed         an operator can fix it: the state cannot be backed up or restored
├── NotInstalled         an operator can fix it: the command needs what reads content
└── PortTaken            another program listens on the port

Messages are Chinese, because the people who read them are: each says where, what, and what to do.
Bad content is not an exception: parsers return it as `Problem`s (see `problems.py`).
"""

from __future__ import annotations


class KbError(Exception):
    """Base of the tree; `str(error)` is a message for the person who can act on it."""


class QueryRejected(KbError):
    """The query cannot be answered as it stands."""


class QueryTooLong(QueryRejected):
    """The text is longer than one question may be."""


class ArticleNotFound(KbError):
    """No article has this id."""


class ContentInvalid(KbError):
    """The content holds errors, so nothing was built from it."""


class EditRefused(KbError):
    """A command that edits the content was not carried out; every file is as it was."""


class ImportRefused(KbError):
    """An export was not imported; every file is as it was."""


class WordListInvalid(KbError):
    """A word list cannot be read."""


class DatasetInvalid(KbError):
    """Judged queries or their documents cannot be used."""


class ComparisonFailed(KbError):
    """The version to compare with could not be evaluated."""


class IndexUnavailable(KbError):
    """There is no usable generation."""


class GenerationDamaged(IndexUnavailable):
    """A file of the generation is missing, added or altered."""


class AnalysisMismatch(IndexUnavailable):
    """The generation's terms were made by other code or other word lists."""


class GenerationRefused(IndexUnavailable):
    """The new generation did not pass its checks; the old one stays in service."""


class ReleaseNotShipped(KbError):
    """A release could not be sent to replicas or fetched by one; what is served stays."""


class ClusterRefused(KbError):
    """An index of a release could not be put into OpenSearch; it is answered from elsewhere."""


class SiteBuildFailed(KbError):
    """MkDocs could not build the site, or what it built must not be published."""


class FeedbackConflict(KbError):
    """Other feedback was stored under this idempotency key."""


class FeedbackUnknown(KbError):
    """A number was named under which nothing is stored."""


class FeedbackUnavailable(KbError):
    """The file of feedback cannot be written or read."""


class QueryLogUnavailable(KbError):
    """The file of logged queries cannot be written or read."""


class PortTaken(KbError):
    """The port is already in use."""


class AccountRefused(KbError):
    """An agent's account cannot be made or changed as asked."""


class HistoryUnavailable(KbError):
    """There is no version of an article for that day, or no history at all."""


class IncidentInvalid(KbError):
    """An incident cannot be announced as asked."""


class DeskUnavailable(KbError):
    """A file that the agent desk keeps cannot be read or written."""


class SettingsInvalid(KbError):
    """A setting from outside cannot be used; nothing starts."""


class BackupFailed(KbError):
    """The state could not be written to an archive, or put back from one."""


class NotInstalled(KbError):
    """What a command loads is not installed on this machine."""


def cause_in_a_line(error: BaseException) -> str:
    """Why something failed, for a log: libraries add further lines."""
    return next(iter(str(error.__cause__ or error).splitlines()), type(error).__name__)

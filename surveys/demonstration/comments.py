"""Comments of a story: written into a round before it closes, and released afterwards where the story says so."""

from __future__ import annotations

from accounts.models import User
from surveys.demonstration.story import CommentStory
from surveys.models import Comment, Quotation, Response, Round
from surveys.services.moderating import decide_comment, share_comments

Decision = Quotation.Decision


def write_comments(round_: Round, comments: tuple[CommentStory, ...]) -> None:
    """One comment each of as many people as there are comments; all may be quoted."""
    responses = Response.objects.filter(round=round_, is_submitted=True).order_by("participant__person__email", "id")
    for response, comment in zip(responses, comments, strict=False):
        Comment.objects.create(response=response, place=comment.place, text=comment.text, may_be_quoted=True)


def release_comments(round_: Round, comments: tuple[CommentStory, ...], *, by: User) -> None:
    """Decides on each as the story has it, and shares them; nothing where the story leaves a decision open."""
    if not all(comment.decision for comment in comments):
        return
    told = {comment.text: comment for comment in comments}
    for quotation in round_.quotations.all():
        comment = told[quotation.text]
        decide_comment(
            quotation=quotation, decision=comment.decision, marked=comment.marked, reason=comment.reason, by=by
        )
    share_comments(round_=round_, by=by)

"""A pack: how far it is, and its download, for nobody but who asked for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from accounts.access import UserRequest
from packs.contents import kind_words
from packs.models import Pack
from packs.services.asking import ask_again, content_of, is_still_allowed, note_download
from packs.words import size_words

View = Callable[..., HttpResponseBase]
LONGEST_NAME = 60


def with_own_pack(view: View) -> View:
    """Hands the view a pack of the reader's own, all of which they may still have; Http404 for any other."""

    @wraps(view)
    def wrapper(request: HttpRequest, key: Any, **kwargs: Any) -> HttpResponseBase:
        packs = Pack.objects.select_related("person", "partnership", "round")
        pack = get_object_or_404(packs, pk=key, person=cast("UserRequest", request).user)
        if not is_still_allowed(pack):
            raise Http404
        return view(request, pack, **kwargs)

    return wrapper


@require_safe
@with_own_pack
def page(request: UserRequest, pack: Pack) -> HttpResponse:
    """How far it is; then until when it can be downloaded. The fragment is what the page asks for while it waits."""
    if request.headers.get("HX-Request"):
        if pack.is_going:
            return render(request, "packs/_progress.html", {"pack": pack})
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"pack": pack, "partnership": pack.partnership, "files": kind_words(pack.files)}
    return render(request, "packs/pack.html", {**context, "size": size_words(pack.size)})


@require_safe
@with_own_pack
def download(request: UserRequest, pack: Pack) -> HttpResponseBase:
    """The zip, once it is noted who took it; Http404 before it is ready and after its day."""
    if not pack.is_ready:
        raise Http404
    if request.method == "GET":
        note_download(pack=pack, by=request.user)
    response = StreamingHttpResponse(content_of(pack), content_type="application/zip")
    response["Content-Length"] = str(pack.size)
    response["Content-Disposition"] = f'attachment; filename="{_name(pack)}"'
    return response


def _name(pack: Pack) -> str:
    """ASCII letters, digits and hyphens, whatever the title holds."""
    if pack.round:
        return f"{slugify(pack.round.title)[:LONGEST_NAME] or 'round'}-{pack.round.pk}.zip"
    return f"{pack.partnership.slug if pack.partnership else 'portfolio'}.zip"


@require_POST
@with_own_pack
def again(request: UserRequest, pack: Pack) -> HttpResponse:
    """Has it made anew."""
    try:
        ask_again(pack=pack, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(pack)

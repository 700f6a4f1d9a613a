"""Which open cases wait at a post or in a unit; answers what people ask before a seat is left empty."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from motcua.dossiers.models import Dossier, Opinion
from motcua.people.queries import directory

Waiting = tuple[UUID, int]


def waiting_pairs(post_ids: Collection[int]) -> list[Waiting]:
    """Each open case with each of these posts where it, its way back or an open question of it waits."""
    still = Dossier.objects.filter(closed_at=None)
    held = still.filter(holder_post_id__in=post_ids).values_list("pk", "holder_post_id")
    back = still.filter(back_to_post_id__in=post_ids).values_list("pk", "back_to_post_id")
    asked = Opinion.objects.filter(answered_at=None, dropped_at=None, post_id__in=post_ids, dossier__closed_at=None)
    return sorted({*held, *back, *asked.values_list("dossier_id", "post_id")})


def waiting_at_posts(post_ids: Collection[int]) -> int:
    """How many open cases wait at these posts."""
    return len({dossier_id for dossier_id, _ in waiting_pairs(post_ids)})


def waiting_in_units(unit_ids: Collection[int]) -> int:
    """How many open cases the units decide, or wait at one of their posts."""
    inside = frozenset(unit_ids)
    posts = [post.id for post in directory().posts if post.unit_id in inside]
    near = Q(competent_unit__in=inside) | Q(holder_unit__in=inside)
    own = Dossier.objects.filter(near, closed_at=None).values_list("pk", flat=True)
    return len({*own, *(dossier_id for dossier_id, _ in waiting_pairs(posts))})

"""The tables of the server mode. What an athlete trained is not here: it is in the store."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q


class Accounts(BaseUserManager["Account"]):
    """The accounts, found by their address."""


class Account(AbstractBaseUser):
    """Somebody who logs in. Everybody may train; a coach may look after others, too.

    `athlete` is the name under which the store holds this person's events, and nothing else
    links the two.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    is_coach = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    athlete = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        """Where the accounts stand."""

        db_table = "account"

    def __str__(self) -> str:
        return self.name or self.email


class Invitation(models.Model):
    """A link that opens one account, once, until it expires.

    Whoever comes by a coach's invitation finds that coach's question waiting.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    coach = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="invited")
    is_for_coach = models.BooleanField(default=False)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        """Where the invitations stand."""

        db_table = "invitation"

    def __str__(self) -> str:
        return f"invitation until {self.expires:%Y-%m-%d %H:%M}Z"


class Coaching(models.Model):
    """A coach asked an athlete; while `accepted` and not `ended`, the coach sees and edits."""

    coach = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="coachings")
    athlete = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="coached_by")
    asked = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        """Where they stand. Of one coach and athlete only one has not ended."""

        db_table = "coaching"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["coach", "athlete"],
                condition=Q(ended__isnull=True),
                name="one_coaching_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(coach=F("athlete")), name="nobody_coaches_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coach} coaches {self.athlete}"


class Remark(models.Model):
    """Something said about an athlete's plan, session or set.

    `topic` is `plan`, or `session` or `set` with the id that the log knows it by.
    """

    athlete = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="remarks")
    topic = models.CharField(max_length=48)
    author = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="said")
    by = models.CharField(max_length=80)  # the name, also when the account is gone
    at = models.DateTimeField()
    text = models.TextField(max_length=4000)

    class Meta:
        """Where the remarks stand, in the order they were made."""

        db_table = "remark"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["athlete", "topic"], name="remarks_of_a_thread")]

    def __str__(self) -> str:
        return f"{self.by} on {self.topic}"


class ReadMark(models.Model):
    """How far somebody has read a thread: up to and with a remark."""

    reader = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="read")
    athlete = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="read_by")
    topic = models.CharField(max_length=48)
    remark = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """Where the marks stand, one for each reader and thread."""

        db_table = "read_mark"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "athlete", "topic"], name="one_mark_a_thread")
        ]

    def __str__(self) -> str:
        return f"{self.reader} read {self.topic}"

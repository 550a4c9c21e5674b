"""The GraphQL mutations by name."""

from __future__ import annotations

from collections.abc import Callable

from github_twin.commit_mutations import create_commit
from github_twin.issue_mutations import (
    add_comment,
    add_sub_issue,
    close_issue,
    create_issue,
    remove_sub_issue,
    reopen_issue,
    update_issue,
)
from github_twin.label_mutations import add_labels, create_label, remove_labels, update_label
from github_twin.pins import pin_issue, unpin_issue
from github_twin.project_mutations import PROJECT_MUTATIONS
from github_twin.reactions import add_reaction
from github_twin.session import Input, Payload, Session

MUTATIONS: dict[str, Callable[[Session, Input], Payload]] = {
    "addComment": add_comment,
    "addLabelsToLabelable": add_labels,
    "addReaction": add_reaction,
    "addSubIssue": add_sub_issue,
    "closeIssue": close_issue,
    "createCommitOnBranch": create_commit,
    "createIssue": create_issue,
    "createLabel": create_label,
    "pinIssue": pin_issue,
    "removeLabelsFromLabelable": remove_labels,
    "removeSubIssue": remove_sub_issue,
    "reopenIssue": reopen_issue,
    "unpinIssue": unpin_issue,
    "updateIssue": update_issue,
    "updateLabel": update_label,
    **PROJECT_MUTATIONS,
}

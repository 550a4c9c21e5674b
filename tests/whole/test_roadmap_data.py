"""The 24-week plan holds all of its source document, counted by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Link
from tests.kit.roadmap_data import SEED, find_all, find_unit, load

# unit: weeks, points of each topic, resources, steps of each task, boxes with those of topics
WEEK_BLOCKS = {
    "W01": ((1, 2), (5, 3), 5, (5, 0, 0), 5),
    "W03": ((3, 4), (5, 5), 4, (0, 4, 5), 5),
    "W05": ((5, 6), (4, 4), 3, (3, 2, 7), 5),
    "W07": ((7, 8), (4, 4, 2), 4, (4, 0, 4), 6),
    "W09": ((9, 10), (4, 4, 4), 3, (5, 3, 0, 10), 6),
    "W11": ((11, 12), (4, 4, 4), 4, (10, 4, 4), 6),
    "W13": ((13, 14), (3, 4, 4, 3), 4, (4, 3, 0, 4), 7),
    "W15": ((15, 16), (3, 3, 3, 4), 3, (3, 3, 2, 4), 7),
    "W17": ((17, 17), (4, 3, 4), 4, (3, 3, 3, 4), 6),
    "W18": ((18, 18), (4, 5, 4, 3), 3, (4, 4, 4, 3, 4), 8),
    "W19": ((19, 20), (3, 5, 4, 4), 4, (3, 4, 4, 4, 3, 3), 8),
    "W21": ((21, 22), (), 0, (), 17),  # 5 rules of code, 5 of Git, 7 of documentation
    "W23": ((23, 23), (), 0, (5, 6, 5, 3, 5), 0),  # profile, README, videos, posts, LinkedIn
    # algorithms, system design with its points, behaviour, résumé with its checklist
    "W24": ((24, 24), (), 0, (10, 7, 17, 13), 0),
}

# unit: role and number of boxes of each group
BOX_GROUPS = {
    "P1": (("requirements", 5), ("criteria", 5)),
    "P2A": (("requirements", 5), ("criteria", 5)),
    "P2B": (("requirements", 5), ("criteria", 5)),
    "P2C": (("requirements", 5), ("criteria", 5)),
    "P3": (("requirements", 6), ("requirements", 12), ("deliverables", 7)),
    "P4A": (("requirements", 6), ("requirements", 5)),
    "P4B": (("requirements", 6), ("requirements", 12), ("deliverables", 7), ("criteria", 4)),
    "P4C": (("requirements", 6), ("requirements", 5)),
    "D1": (("deliverables", 8),),
    "D2": (("deliverables", 4),),
    "D3": (("deliverables", 4),),
    "D4": (("deliverables", 4),),
    "D5": (("deliverables", 4),),
    "W21": (("rules", 5), ("rules", 5), ("rules", 7)),
}

STACK_LINES = {"P2A": 5, "P2B": 5, "P2C": 5, "P3": 13}

LEETCODE = {
    "W01-1": "Two Sum, Valid Anagram, Group Anagrams, Move Zeroes, Reverse String",
    "W03-3": (
        "Valid Parentheses, Min Stack, Implement Queue using Stacks, "
        "Evaluate Reverse Polish Notation"
    ),
    "W05-3": (
        "Binary Tree Inorder Traversal, Maximum Depth of Binary Tree, "
        "Validate Binary Search Tree, Lowest Common Ancestor"
    ),
    "W07-3": "Number of Islands, Binary Tree Level Order Traversal, Clone Graph, Word Ladder",
    "W09-4": "Clone Graph, Course Schedule, Course Schedule II, Number of Connected Components",
    "W11-3": "Climbing Stairs, House Robber, Best Time to Buy and Sell Stock, Maximum Subarray",
    "W13-4": (
        "Longest Increasing Subsequence, Coin Change, Partition Equal Subset Sum, Edit Distance"
    ),
    "W15-4": (
        "Top K Frequent Elements, Merge K Sorted Lists, Find Median from Data Stream, "
        "Kth Largest Element"
    ),
    "W17-4": (
        "Subarray Sum Equals K, Longest Substring Without Repeating Characters, "
        "Minimum Window Substring, Sliding Window Maximum"
    ),
    "W18-5": "Implement Trie (Prefix Tree), Word Search, Word Search II, N-Queens",
}

URLS = [
    "http://cs231n.stanford.edu/",
    "http://neuralnetworksanddeeplearning.com/",
    "http://nlp.seas.harvard.edu/annotated-transformer/",
    "http://web.stanford.edu/class/cs224n/",
    "https://arxiv.org/abs/1706.03762",
    "https://arxiv.org/abs/2106.09685",
    "https://arxiv.org/abs/2305.14314",
    "https://aws.amazon.com/machine-learning/",
    "https://bytebytego.com/",
    "https://colah.github.io/posts/2015-08-Understanding-LSTMs/",
    "https://d2l.ai/",
    "https://dataintensive.net/",
    "https://discord.com/invite/hugging-face",
    "https://discord.com/invite/langchain",
    "https://docs.celeryproject.org/",
    "https://docs.docker.com/",
    "https://docs.github.com/en/actions",
    "https://docs.nvidia.com/deeplearning/tensorrt/",
    "https://docs.python.org/3/",
    "https://docs.vllm.ai/",
    "https://fastapi.tiangolo.com/",
    "https://fullstackdeeplearning.com/",
    "https://github.com/Hannibal046/Awesome-LLM",
    "https://github.com/donnemartin/system-design-primer",
    "https://huggingface.co/",
    "https://huggingface.co/blog/peft",
    "https://huggingface.co/course",
    "https://huggingface.co/docs/optimum",
    "https://huggingface.co/docs/peft",
    "https://huggingface.co/docs/transformers",
    "https://huggingface.co/models",
    "https://huggingface.co/spaces",
    "https://jalammar.github.io/illustrated-transformer/",
    "https://kubernetes.io/docs/tutorials/",
    "https://leetcode.com/list/xi4ci4ig/",
    "https://leetcode.com/problemset/all/?listId=top-100-liked",
    "https://neetcode.io/",
    "https://ocw.mit.edu/courses/mathematics/18-06-linear-algebra-spring-2010/",
    "https://onnx.ai/",
    "https://paperswithcode.com/",
    "https://platform.openai.com/docs/guides/function-calling",
    "https://platform.openai.com/docs/guides/prompt-engineering",
    "https://python.langchain.com/",
    "https://python.langchain.com/docs/modules/agents/",
    "https://pytorch.org/tutorials/",
    "https://pytorch.org/vision/stable/index.html",
    "https://www.coursera.org/specializations/deep-learning",
    "https://www.deeplearning.ai/short-courses/",
    "https://www.deeplearning.ai/short-courses/building-systems-with-chatgpt/",
    "https://www.deeplearning.ai/short-courses/chatgpt-prompt-engineering-for-developers/",
    "https://www.educative.io/courses/grokking-the-system-design-interview",
    "https://www.fast.ai/",
    "https://www.kaggle.com/learn/python",
    "https://www.khanacademy.org/math/linear-algebra",
    "https://www.promptingguide.ai/",
    "https://www.reddit.com/r/MachineLearning/",
    "https://www.yanxishe.com/",
    "https://www.youtube.com/playlist?list=PLZHQObOWTQDPD3MizzM2xVFitgF8hE_ab",
    "https://www.zhihu.com/topic/19553298",
]

# figures of the source, each with the place that must still say them
FIGURES = {
    "W03": "98%",
    "P1": "50k|85%",
    "P2A": "80%|0.7|< 2 s",
    "P2B": "0.6|85%|3 种",
    "P2C": "90%|3 种|< 3 s",
    "W13": "r=8|alpha=16|13B|4-bit|LLaMA-2-7B",
    "W15": "3–5 个",
    "W17": "2–4 倍|< 1%",
    "W18": "2 GB|< 30 s|< 2 s|P95|> 100 QPS",
    "P3": "70%|5–10 分钟|Next.js 14|Qwen-14B",
    "W23": "4–6 个|3–5 分钟|10 秒|30 秒|2–3 分钟|1 分钟|2–3 篇|10 个|5 个|87%|1.5 秒|100+ QPS|40%",
    "W24": (
        "20 题|15 题|25 题|30 题|10 题|3 遍|10–15 个|7 个|60 秒|5 年|5–10 个|2–3 句|3–4 个|3 倍|"
        "30%|85%|25%|15%|F1=0.89|3–5 人"
    ),
    "D2": "200+ 题|Medium",
    "D4": "2–3 篇|3–5 个",
    "D5": "10–15 个|5 个|3 次",
}


@pytest.fixture(scope="module")
def seed() -> Roadmap:
    """Give the 24-week roadmap."""
    return load(SEED)


def test_the_plan_runs_for_24_weeks_in_four_phases(seed: Roadmap) -> None:
    assert [phase.weeks for phase in seed.phases] == [(1, 8), (9, 16), (17, 20), (21, 24)]
    assert all(phase.goal and phase.summary for phase in seed.phases)
    assert len(seed.goals) == 5


def test_every_unit_lies_inside_its_phase(seed: Roadmap) -> None:
    weeks = {phase.id: phase.weeks for phase in seed.phases}
    for unit in seed.units:
        first, last = weeks[unit.phase]
        assert first <= unit.weeks[0] <= unit.weeks[1] <= last, unit.id


def test_there_are_14_week_blocks_8_projects_and_5_groups_of_deliverables(seed: Roadmap) -> None:
    assert Counter(unit.id[0] for unit in seed.units) == {"W": 14, "P": 8, "D": 5}
    assert {unit.id for unit in seed.units if unit.id[0] == "W"} == set(WEEK_BLOCKS)


@pytest.mark.parametrize("id", WEEK_BLOCKS)
def test_a_week_block_holds_what_the_source_lists(seed: Roadmap, id: str) -> None:
    block = find_unit(seed, id)
    points = tuple(len(topic.points) for topic in block.topics)
    steps = tuple(len(task.steps) for task in block.tasks)
    assert (block.weeks, points, len(block.resources), steps, len(block.steps)) == WEEK_BLOCKS[id]


def test_the_week_blocks_follow_one_another_without_a_gap(seed: Roadmap) -> None:
    weeks = [unit.weeks for unit in seed.units if unit.id in WEEK_BLOCKS]
    assert [week for first, last in weeks for week in range(first, last + 1)] == list(range(1, 25))


@pytest.mark.parametrize("id", BOX_GROUPS)
def test_projects_rules_and_deliverables_are_boxes_without_tasks(seed: Roadmap, id: str) -> None:
    unit = find_unit(seed, id)
    assert not unit.tasks
    assert tuple((group.role, len(group.steps)) for group in unit.boxes) == BOX_GROUPS[id]


@pytest.mark.parametrize("id", STACK_LINES)
def test_a_project_names_its_stack(seed: Roadmap, id: str) -> None:
    sections = find_unit(seed, id).sections
    stack = next(section.text for section in sections if section.title == "技术栈")
    assert stack is not None
    assert len(stack.splitlines()) == STACK_LINES[id]


@pytest.mark.parametrize("id", LEETCODE)
def test_a_leetcode_task_names_its_problems(seed: Roadmap, id: str) -> None:
    task = next(task for _, task in seed.tasks if task.id == id)
    assert task.kind == "algorithms"
    named = [step.text for step in task.steps if not step.text.startswith("自选")]
    assert ", ".join(named) == LEETCODE[id]


@pytest.mark.parametrize("id", FIGURES)
def test_a_unit_keeps_its_figures(seed: Roadmap, id: str) -> None:
    text = find_unit(seed, id).model_dump_json()
    assert [figure for figure in FIGURES[id].split("|") if figure not in text] == []


def test_there_are_51_tasks_with_217_steps_and_226_boxes_of_which_34_are_topics(
    seed: Roadmap,
) -> None:
    tasks = [task for _, task in seed.tasks]
    assert (len(tasks), sum(len(task.steps) for task in tasks)) == (51, 217)
    assert sum(len(unit.steps) for unit in seed.units) == 226
    assert sum(len(unit.studies) for unit in seed.units) == 34
    assert all(topic.id for unit in seed.units for topic in unit.topics)


def test_every_id_begins_with_its_owner_and_counts_up(seed: Roadmap) -> None:
    for unit in seed.units:
        assert [step.id for step in (*unit.conditions, *unit.studies)] == [
            f"{unit.id}.{n + 1}" for n in range(len(unit.steps))
        ]
        assert [task.id for task in unit.tasks] == [
            f"{unit.id}-{n + 1}" for n in range(len(unit.tasks))
        ]
    for _, task in seed.tasks:
        assert [step.id for step in task.steps] == [
            f"{task.id}.{n + 1}" for n in range(len(task.steps))
        ]


def test_all_59_addresses_of_the_source_and_no_others_are_in_the_data(seed: Roadmap) -> None:
    assert len(set(URLS)) == 59
    assert {str(link.url) for link in find_all(seed, Link) if link.url} == set(URLS)


def test_six_milestones_stand_at_every_fourth_week(seed: Roadmap) -> None:
    assert [(stop.id, stop.week) for stop in seed.milestones] == [
        (f"M{week}", week) for week in range(4, 25, 4)
    ]
    assert all(stop.summary for stop in seed.milestones)


def test_two_of_three_and_one_of_three_projects_are_chosen(seed: Roadmap) -> None:
    chosen = {group.units: group.choose for group in seed.electives}
    assert chosen == {("P2A", "P2B", "P2C"): 2, ("P4A", "P4B", "P4C"): 1}


def test_15_to_20_hours_are_split_30_50_20(seed: Roadmap) -> None:
    shares = {kind.id: kind.share for kind in seed.kinds}
    assert (seed.hours.least, seed.hours.most) == (15, 20)
    assert (shares["theory"], shares["practice"], shares["algorithms"]) == (30, 50, 20)


def test_the_self_check_has_its_five_columns(seed: Roadmap) -> None:
    columns = [(column.title, column.squares) for column in seed.self_check]
    assert columns == [
        ("理论学习", 5),
        ("代码实践", 5),
        ("LeetCode", 5),
        ("项目进展", 5),
        ("笔记整理", 1),
    ]
    filled = {kind for column in seed.self_check for kind in column.kinds}
    assert filled == {kind.id for kind in seed.kinds}


def test_the_review_is_on_sunday_and_at_the_end_of_the_month(seed: Roadmap) -> None:
    assert (seed.review.weekday, seed.review.month_end, len(seed.review.hints)) == (
        "sunday",
        True,
        3,
    )


def test_the_library_holds_courses_books_sites_and_communities(seed: Roadmap) -> None:
    assert [len(shelf.items) for shelf in seed.library] == [5, 5, 4, 5]


def test_the_guides_give_advice_on_seven_subjects(seed: Roadmap) -> None:
    titles = ["时间管理", "学习方法", "避开这些坑", "心态", "下一步", "保持联系", "致谢"]
    assert [guide.title for guide in seed.guides] == titles
    text = seed.guides[0].text or ""
    shares = "30%（4–6 小时）|50%（8–10 小时）|20%（3–4 小时）"
    times = "40 分钟|60 分钟|20 分钟|上午 3 小时|下午 2 小时|晚上 1 小时"
    assert [figure for figure in f"{shares}|{times}".split("|") if figure not in text] == []

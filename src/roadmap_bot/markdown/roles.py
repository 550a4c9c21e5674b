"""What a heading says that stands below it: a part of the plan, or something about it."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from roadmap_bot.markdown.vocabulary import make_pattern


class Role(Enum):
    """What a section is for."""

    PLAN = "plan"
    TASKS = "tasks"
    TOPICS = "topics"
    CRITERIA = "criteria"
    REQUIREMENTS = "requirements"
    DELIVERABLES = "deliverables"
    RESOURCES = "resources"
    GOAL = "goal"
    MILESTONES = "milestones"
    ASIDE = "aside"  # about the plan, unless something in it is marked as a task
    NOISE = "noise"  # never a part of it


CONDITIONS = frozenset({Role.CRITERIA, Role.REQUIREMENTS, Role.DELIVERABLES})
NOT_TASKS = frozenset({*CONDITIONS, Role.RESOURCES, Role.GOAL, Role.MILESTONES, Role.NOISE})

# Words that are a heading by themselves, or nearly.
_WHOLE = {
    Role.NOISE: r"""
        (?:table of )?contents?|toc|index|license|licence|licensing|faqs?(?: .*)?
        |frequently asked questions|contribut\w+(?: .*)?|how to contribute.*|contributors?
        |authors?|maintainers?|credits?|acknowledge?ments?|thanks
        |(?:how to )?use (?:this|it)(?: .*)?|how to use.*|usage|star history.*|stargazers.*
        |code of conduct|change ?log|contact(?: .*)?|translations?|traducciones.*|sponsors?
        |support(?: .*)?
        |about (?:me|the author)|follow me|changelog|citation|getting help
        |(?:give|hit|leave|drop).*\bstar.*
        |how to show your progress|multi-?language.*|目录|目錄|许可证?|许可协议|版权.*
        |常见问题.*|贡献.*|如何贡献|参与贡献|致谢|鸣谢|作者.*|关于作者|关于我|联系.*
        |保持联系|如何使用.*|使用(?:方法|说明|指南|方式)|更新日志|赞助.*|支持.*|[ií]ndice
        |(?:tabla de )?contenidos?|licencia|preguntas frecuentes|contribu\w+|autor(?:es)?
        |agradecimientos|c[oó]mo usar.*|contacto|colabora\w*.*|邀请参与|仓库结构|目录结构
        |仓库目录结构
    """,
    Role.ASIDE: r"""
        overview|introduction|about.*|summary|background|motivation|why .*|who (?:is )?this is for.*
        |prerequisites?|requirements? before.*|before you (?:start|begin)|tips?(?: .*)?
        |advice|notes?|suggestions?|rules?(?: .*)?|guidelines?|community|communities|blogs?
        |podcasts?|news(?:letters?)?|people.*|navigation|progress(?: .*)?|tracking.*
        |getting started|quick ?start|installation|install|set-?up|features|configuration
        |environment.*|tools?|repository structure|structure|project structure
        |other courses|what now|what'?s next|what next|next steps?|congratulations
        |methodology|philosophy|mindset|legend|key|schedule overview|timeline|stats
        |statistics|documentation|faq.*|related.*
        |see also|team|status|tech(?:nology)? stack|skills?|difficulty.*
        |organi[sz]ation|duration|cost|process|interview tips.*
        |.{0,4}(?:介绍|简介|概述|概览|前言|背景|说明)|为什么.*|为何.*|适合.*|前置.{0,6}
        |前提.*|学习建议.*|.{0,4}建议.*|.{0,4}提示|.{0,6}(?:注意事项|规则|须知|方法论?)|社区
        |播客|博客|公众号|环境.*|工具.{0,4}|快速开始|快速上手|导航|进度.{0,6}
        |.{0,6}(?:追踪|跟踪|打卡记录).{0,3}|.{0,8}成果|.{0,4}心态.*|避免的坑|时间管理
        |技术栈.{0,3}|下一步.*|学完.*|.{0,6}说明|最后.*|附录|收益|亮点|技能.{0,4}
        |当前状态|项目当前状态|.{0,8}状态|.{0,4}经验.{0,4}|策略|introducci[oó]n|acerca.*
        |sobre .*|requisitos(?: previos)?|prerrequisitos|consejos.*|notas?|reglas|comunidad
        |herramientas|por qu[eé].*|aclaraciones|progreso.*|resumen|motivaci[oó]n
        |metodolog[ií]a|gu[ií]a r[aá]pida.*|informaci[oó]n.*|preguntas.*
    """,
    Role.RESOURCES: r"""
        (?:.* )?(?:resources?|references?|readings?|links?|materials?|further reading
        |bibliography|books?)(?: .*)?|videos?|videos? courses?|watch|read
        |(?:online )?courses
        |.*(?:资源|资料|参考|书籍|书单|阅读材料|文献|链接|推荐阅读|学习材料|教材).{0,4}
        |视频(?:课程)?|课程推荐
        |(?:.* )?(?:recursos|referencias|bibliograf[ií]a|enlaces|lecturas?|materiales
        |libros)(?: .*)?
    """,
    Role.GOAL: r"""
        (?:.* )?(?:goals?|aims?|purpose|focus|theme|big picture|description|why)
        |(?:week|phase|learning)? ?goals?|.{0,4}(?:目标|目的|主题|重点|定位|核心目标)
        |(?:.* )?(?:objetivo|meta|enfoque|prop[oó]sito)(?: .*)?
    """,
    Role.CRITERIA: r"""
        (?:.* )?(?:criteria|criterion|objectives?|outcomes?|you (?:will|should) be able to.*
        |completion.*|acceptance.*|self-?check.*|self-?assessment|done when.*
        |definition of done|checkpoints?|success.*|assessment|what you(?:'ll| will)? learn
        |evaluation)(?: .*)?|(?:final |week(?:ly)? |daily )?checklist
        |.*(?:标准|验收.{0,4}|自测|自检.{0,3}|检查清单|检查项|考核.{0,3}|学完.*能|学习目标
        |能力要求|检验|完成标志|通关.{0,3})
        |(?:.* )?(?:criterios?(?: .*)?|objetivos(?: .*)?|resultados(?: .*)?|al terminar.*
        |evaluaci[oó]n)
    """,
    Role.REQUIREMENTS: r"""
        (?:.* )?requirements?|.{0,6}(?:要求|需求|功能模块|核心功能)|requerimientos
        |requisitos
    """,
    Role.DELIVERABLES: r"""
        (?:.* )?(?:deliverables?|hand-?ins?|submissions?|outputs?)
        |.*(?:交付物|交付清单|产出|产出物|交付|核心产出)|(?:.* )?(?:entregables?|entregas?)
    """,
    Role.MILESTONES: r"""
        (?:.* )?milestones?(?: .*)?|.*里程碑.*|(?:.* )?hitos?
    """,
    Role.TASKS: r"""
        (?:.* )?(?:tasks?|to-?dos?|exercises?|assignments?|practices?|homework|labs?
        |lessons?|challenges?|activities|activity|problems|action items|hands-?on.*
        |key metrics?|actions?|things to do|what to do|daily plan|steps?|mini[- ]?projects?
        |projects?|build|problem sets?|drills?)
        |.*(?:任务|作业|练习|实践|实战|动手|打卡|题目|待办|指标|实操|挑战|课时|每日计划|项目)
        |(?:.* )?(?:tareas?|ejercicios?|pr[aá]cticas?|retos?|actividad(?:es)?|deberes
        |proyectos?|lecciones)
    """,
    Role.TOPICS: r"""
        (?:.* )?(?:topics?|concepts?|contents?|subjects?|syllabus|theory|learn|study
        |knowledge|key points?|skills|what to learn|topics covered|areas|curriculum)
        |.*(?:学习内容|内容|知识点|主题|理论|要点|概念|重点内容|核心知识)
        |(?:.* )?(?:temas?|conceptos?|contenidos?|teor[ií]a|aprender)(?: .*)?
    """,
}
_SPACE = re.compile(r"\s+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_PARENTHESIS = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
_MOST_SIGNS = 60  # of a heading that is only a name for what follows


_PATTERNS = {role: make_pattern(words) for role, words in _WHOLE.items()}


@lru_cache(maxsize=4096)
def find_role(title: str) -> Role:
    """Find what a heading says that it is for."""
    name = _tidy(title)
    if not name or len(name) > _MOST_SIGNS:
        return Role.PLAN
    for role, pattern in _PATTERNS.items():
        if pattern.fullmatch(name):
            return role
    return Role.PLAN


def _tidy(title: str) -> str:
    name = _PARENTHESIS.sub(" ", title.casefold())
    name = _EDGES.sub("", _SPACE.sub(" ", name))
    return name.strip()

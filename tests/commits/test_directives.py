"""Commit messages ask for what they say, in Chinese and English, and for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.messages import read, unknown, write

DONE = """
done W03-2
done w03-2
DONE W03-2
Done: W03-2
done:W03-2
done : W03-2
done task W03-2
done tasks W03-2
done task: W03-2
finish W03-2
finished W03-2
complete W03-2
completed W03-2
close W03-2
closes W03-2
closed W03-2
fix W03-2
fixes W03-2
fixed: W03-2
resolve W03-2.
resolves W03-2!
resolved W03-2 🎉
fix W03-2 。
W03-2 done
W03-2 完成
done with W03-2
done (W03-2)
完成（W03-2）
x⏎⏎Closes: W03-2
done W03-02
done w3-2
完成W03-2
完成 W03-2
完成：W03-2
完成: W03-2
完成任务W03-2
完成 任务 W03-2
完成任务：W03-2
完成了W03-2
完成了 W03-2！
搞定 W03-2
做完W03-2
关闭 W03-2
我完成W03-2
今天完成W03-2，很开心
已完成 W03-2
完成 W03-2～
完成 W03-2——顺利
重做完 W03-2
完成 Ｗ０３－２
Ｄｏｎｅ　ｗ０３－２
完成 W03\u20102
完成 W03\u20112
完成 W03\u20132
完成 W03\u20142
完成 W03\u22122
完成 W03\ufe632
done\u00a0W03-2
done\tW03-2
done\u3000W03-2
done    W03-2
done W03-2 with tests
done W03-2, next week the rest
done W03-2: add tests
done W03-2 (finally)
done W03-2...
done W03-2 - 3 hours
done [W03-2] Read the paper
完成【W03-2】
- done W03-2
subject⏎⏎  done W03-2
subject⏎⏎- done W03-2
* done W03-2
1. done W03-2
[x] done W03-2
**done W03-2**
feat: done W03-2
#12 done W03-2
feat(todo): done W03-2
"done W03-2"
Good news: it is finally done W03-2
done, really done W03-2
not yet W03-1; done W03-2
not yet, but done W03-2
v1.2 is not out. Done W03-2
没什么问题，完成 W03-2
还没写完但完成 W03-2
分别完成 W03-2
特别完成 W03-2
按计划完成 W03-2
主要完成 W03-2
很快完成 W03-2
按计划今天完成 W03-2
因为完成 W03-2
今晚完成 W03-2
明天休息，完成 W03-2
完成 W03-2 前端部分
完成 W03-2 没有问题
完成 W03-2 98% 准确率
done W03-2 to perfection
done W03-2, next?
ready to go: done W03-2
- [x] done W03-2
готово W03-2
ГОТОВО: W03-2
✅W03-2
✅ W03-2
tick off W03-2
tick  off W03-2
done W02-2
it's it`s done W03-2
done W03-2, done W03-2
done W03-2, W03-2
done W03-2. W03-3 comes later
done W03-2, then W03-3
done W03-2, W03-3 is next
done W03-2, W03-3 isn't
done W03-2, W03-3 will follow
完成W03-2，W03-3未完成
完成 W03-2、W03-3 下周再做
done W03-2⏎W03-3
done W03-2,⏎W03-3
feat: it's fixed. Closes W03-2
subject⏎⏎done W03-2
subject⏎⏎done: W03-2
subject⏎⏎done: W03-2⏎Signed-off-by: somebody
subject␍⏎␍⏎done W03-2␍⏎
subject␍done W03-2
subject⏎a\t\tb done W03-2
""".strip().split("\n")

NOTHING = """
W03-2
完成W03-2的测试
#12
done #12
完成 #12
done 12
done
done:
finishing W03-2
donee W03-2
abandoned W03-2
redone W03-2
un-done W03-2
un\u2010done W03-2
done-ish W03-2
is.done W03-2
o'done W03-2
/done W03-2
src/done W03-2
@done W03-2
#done W03-2
$done W03-2
~~done W03-2~~
_done W03-2_
\u200bdone W03-2
éclosed W03-2
doneW03-2
donetask W03-2
done-W03-2
done, W03-2
done the W03-2
done taskW03-2
done it W03-2
done docs/W03-2/x
done https://example.com/W03-2
done [W03-2
完成度 W03-2
完成后 W03-2
fix W03-2 crash on load
fixes W03-2: crash on load
fix W03-2 的问题
fix W03-2, W03-3 crash
fix W03-2 `crash`
fix W03-99 crash
resolve W03-2 and the rest
resolved W03-2 today
not done W03-2
Not done W03-2
not done W03-2 and W03-3
not really done W03-2
isn't done W03-2
isn’t done W03-2
isnt done W03-2
haven't finished W03-2
couldn't close W03-2
never finished W03-2
cannot close W03-2
should close W03-2
will finish W03-2
I'll finish W03-2
I’ll finish W03-2
would close W03-2
could close W03-2
might close W03-2
must finish W03-2
need to finish W03-2
going to finish W03-2
still to finish W03-2
almost done W03-2
half done W03-2
undo done W03-2
TODO finish W03-2
TODO: finish W03-2
todo: read, finish W03-2
to-do: finish W03-2
to do: finish W03-2
- [ ] TODO: finish W03-2
notes (WIP) done W03-2
WIP done W03-2
WIP: read, done W03-2
[WIP] loader, done W03-2
feat: [wip] done W03-2
未完成 W03-2
还未完成 W03-2
没完成 W03-2
没做完 W03-2
还没完成 W03-2
还没有完成 W03-2
尚未完成 W03-2
待完成 W03-2
待完成：W03-2
待办：读论文，完成 W03-2
将完成 W03-2
即将完成 W03-2
不完成 W03-2
无法完成 W03-2
不要关闭 W03-2
别关闭 W03-2
准备完成 W03-2
打算完成 W03-2
计划完成 W03-2
需要完成 W03-2
想完成 W03-2
会完成 W03-2
快完成 W03-2
应该 完成 W03-2
正在完成 W03-2
部分完成 W03-2
撤销完成 W03-2
准备 close W03-2
打算今天完成 W03-2
准备明天完成 W03-2
计划下周完成 W03-2
争取今晚再完成 W03-2
明天完成 W03-2
下周一搞定 W03-2
尽快完成 W03-2
不再完成 W03-2
不用完成 W03-2
可能完成 W03-2
基本完成 W03-2
差不多完成 W03-2
如果完成 W03-2
等完成 W03-2 再说
忘了完成 W03-2
记得完成 W03-2
完成 W03-2 了吗
完成 W03-2？
完成 W03-2 了没有？
完成 W03-2 之前先读论文
完成 W03-2 的一半
完成W03-2大部分
done W03-2?
is it done W03-2 ?
fix W03-2?
done W03-2, W03-3?
finish W03-2 tomorrow
finish W03-2 next week
done W03-2 partially
to finish W03-2 I need a GPU
hope to finish W03-2
about to finish W03-2
forgot to close W03-2
let's finish W03-2
if done W03-2 then rest
when done W03-2 rest
once finished W03-2 go on
mostly done W03-2
no longer done W03-2
- [ ] done W03-2
* [ ] 完成 W03-2
1. [] done W03-2
closes o/r#12
closes GH-12
closes #12a
closes #012
closes #12-1
closes⏎#12
done⏎W03-2
完成⏎W03-2
`done W03-2`
``done ` W03-2``
done `W03-2`
`done` W03-2
done `x` W03-2
`a⏎done W03-2⏎b`
```⏎done W03-2⏎```
~~~⏎done W03-2⏎~~~
```python⏎done W03-2
- list⏎  ```⏎  done W03-2⏎  ```
x⏎⏎    done W03-2
x⏎⏎\tdone W03-2
> done W03-2
  > done W03-2
# done W03-2
x⏎⏎Co-authored-by: done W03-2 <a@example.com>
x⏎⏎Closes: W03-2 and more
x⏎⏎Note: done W03-2
Revert "done W03-2"
Revert "done W03-2"⏎⏎done W03-2
Revert “完成 W03-2”
Reapply "done W03-2"
revert: done W03-2
revert(w03): done W03-2
回滚 "完成 W03-2"
Undo⏎⏎This reverts commit 0123456.⏎⏎done W03-2
Merge branch 'done W03-2'
Merge branch 'done W03-2' of example.com/x into main
Merge pull request #12 from someone/done-W03-2
""".strip().split("\n")


@pytest.mark.parametrize("row", DONE)
def test_a_message_finishes_a_task(row: str) -> None:
    assert read(write(row)) == "done W03-2"
    assert not unknown(write(row))


@pytest.mark.parametrize("row", NOTHING)
def test_a_message_asks_for_nothing(row: str) -> None:
    assert read(write(row)) == ""
    assert not unknown(write(row))


@settings(max_examples=50)
@given(st.sampled_from(DONE), st.sampled_from(["notes", "笔记", "See the plan."]))
def test_prose_around_a_directive_makes_no_difference(row: str, prose: str) -> None:
    assert read(f"{prose}\n\n{write(row)}\n\n{prose}") == "done W03-2"

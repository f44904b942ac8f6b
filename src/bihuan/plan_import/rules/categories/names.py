"""治“拖”，提升责任意识: the ill and the raise; 工作能力上的“庸”: the dimension and the ill."""

import re

CURE = re.compile(
    r"^(?P<name>(?:整治|治理|根治|狠治|治|纠|破除?|反|戒|除)[“\"][^”\"]{1,12}[”\"](?:问题|之风)?)(?:(?:[，,：:— ]+|(?=[提强增树立促转兴倡改重激筑]))(?!主要|具体|表现|重点)(?P<raise>[^，。；]{2,30}))?$"
)
SHORT_CURE = re.compile(
    r"^(?:(?P<name>治(?!理)[\u3400-\u9fff]{1,4})[，,、 ](?P<raise>提[\u3400-\u9fff]{1,12})|(?P<one>治(?!理|水)[\u3400-\u9fff])[，,](?P<rise>[\u3400-\u9fff]{4,10}))$"
)
ILL = re.compile(
    r"^(?P<name>(?:治(?!理)|除|祛|根除|整治)[\u3400-\u9fff]{2,10}之[病症疾患弊])[，,、 ](?P<raise>[强提立树转兴促增][\u3400-\u9fff]{2,12})$"
)
CHECK_CURE = re.compile(r"^查[\u3400-\u9fff]{2,6}[，、 ]?治[\u3400-\u9fff]{0,6}[“\"][^”\"]{1,8}[”\"]")  # 查思想，治“庸”
COUNTED = re.compile(r"[（(][^（）()]{0,8}\d+[^（）()]{0,4}[）)]$")
GLOSS = re.compile(r" ?[（(][A-Za-z][A-Za-z0-9 ,.&'’/-]*[）)]$")  # the name once more in another language
RAISE_VERB = re.compile(r"^(?:提升|提高|强化|增强)[“\"]?")
DIMENSION = re.compile(
    r"^(?:大力|重点|着力|集中|坚决)?(?:整治|治理|解决|纠治|查摆)?(?:在)?(?P<dimension>[\u3400-\u9fff]{2,12}?(?:环节(?=的)|(?=上|方面|层面|领域|中)))(?:上|方面|层面|领域|中)?(?:存在)?的?[“\"](?P<name>[^”\"]{1,12})[”\"](?:的?(?:问题|现象|行为))?$"
)


def read_name(heading: str) -> tuple[str, str | None, str | None]:
    """Name, raise, dimension of a category, as its heading tells them."""
    heading = GLOSS.sub("", COUNTED.sub("", heading))
    cure = CURE.match(heading) or SHORT_CURE.match(heading) or ILL.match(heading)
    if cure:
        groups = cure.groupdict()
        raised = groups["raise"] or groups.get("rise")
        return groups["name"] or groups.get("one") or "", RAISE_VERB.sub("", raised).strip('”"') if raised else None, None
    dimension = DIMENSION.match(heading)
    if dimension:
        return dimension["name"], None, dimension["dimension"]
    return heading, None, None

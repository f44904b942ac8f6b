"""The numbers of a document, each with what it counts and where its rows are."""

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.interfaces.api.v1.documents.room import READ, document_of, router
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import Code, Number


class FigureBound(Schema):
    """One figure as the document shows it."""

    order: int = Field(description="文中第几个指标")
    figure: str = Field(description="指标编号；手工填写的以 hand. 开头")
    text: str = Field(description="文中怎么写")
    value: int | float | None
    before: str = Field(description="前面的文字")
    after: str = Field(description="后面的文字")
    definition: str = Field(description="数的是什么；手工填写的写明依据")
    rows: str = Field(description="逐条明细的地址（页面）")


@router.get("/campaigns/{code}/documents/{int:document}/figures", response=list[FigureBound], auth=READ, summary="公文里的数字")
def figures(request: HttpRequest, code: Path[Code], document: Path[Number], as_of: Query[AsOf]) -> list[FigureBound]:
    """Every figure of a document (`at`: as it stood) in reading order, as it was counted; of an issued one as it was signed."""
    return [FigureBound(**one) for one in document_of(request, code, document, as_of.until).figures.get("figures", ())]

"""Match columns to what they mean by their header, in English or Chinese."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from .problem import _

#: Field -> its name for people. Order is the order in which they are shown.
FIELDS: dict[str, str] = {
    "code": _("Product code"),
    "name": _("Product name"),
    "quantity": _("Quantity"),
    "unit": _("Unit"),
    "price": _("Unit price"),
    "date": _("Date"),
    "document": _("Document number"),
    "customer": _("Customer number"),
    "customer_name": _("Customer name"),
    "warehouse": _("Warehouse"),
}
REQUIRED = ("code", "quantity", "date")

#: Headers as old systems write them. Compared without case, spaces and signs.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "code": (
        "product code",
        "item code",
        "stock code",
        "sku",
        "item no",
        "item number",
        "product no",
        "product id",
        "article",
        "article no",
        "part number",
        "part no",
        "default code",
        "internal reference",
        "material",
        "material code",
        "code",
        "商品编码",
        "商品编号",
        "商品代码",
        "货号",
        "产品编码",
        "产品编号",
        "产品代码",
        "物料编码",
        "物料代码",
        "物料编号",
        "存货编码",
        "存货编号",
        "存货代码",
        "货品编码",
        "货品编号",
        "款号",
        "编码",
        "编号",
        "商品货号",
        "商家编码",
    ),
    "name": (
        "description",
        "product name",
        "item name",
        "name",
        "product",
        "item",
        "item description",
        "product description",
        "goods",
        "名称",
        "商品名称",
        "品名",
        "产品名称",
        "物料名称",
        "存货名称",
        "货品名称",
        "商品全名",
        "商品",
        "货物名称",
        "商品描述",
        "品名规格",
    ),
    "quantity": (
        "quantity",
        "qty",
        "sold",
        "units sold",
        "sales quantity",
        "qty sold",
        "order quantity",
        "demand",
        "数量",
        "销售数量",
        "销量",
        "出库数量",
        "实发数量",
        "件数",
        "发货数量",
        "基本数量",
        "销售数",
        "销货数量",
    ),
    "unit": (
        "unit",
        "uom",
        "unit of measure",
        "measure",
        "单位",
        "计量单位",
        "销售单位",
        "基本单位",
        "主单位",
    ),
    "price": (
        "unit price",
        "price",
        "sales price",
        "selling price",
        "rate",
        "单价",
        "售价",
        "销售单价",
        "价格",
        "含税单价",
        "折后单价",
        "零售价",
        "销售价",
    ),
    "date": (
        "date",
        "invoice date",
        "order date",
        "sales date",
        "sale date",
        "day",
        "document date",
        "posting date",
        "delivery date",
        "transaction date",
        "日期",
        "单据日期",
        "销售日期",
        "开单日期",
        "出库日期",
        "制单日期",
        "下单日期",
        "订单日期",
        "业务日期",
        "录单日期",
        "发货日期",
        "下单时间",
        "销售时间",
        "时间",
    ),
    "document": (
        "invoice no",
        "invoice",
        "invoice number",
        "order no",
        "order number",
        "document no",
        "document number",
        "document",
        "order",
        "order id",
        "receipt no",
        "transaction id",
        "bill no",
        "单据号",
        "单据编号",
        "单号",
        "销售单号",
        "订单号",
        "订单编号",
        "出库单号",
        "发票号",
        "小票号",
        "流水号",
        "销售单编号",
        "单据号码",
    ),
    "customer": (
        "customer id",
        "customer no",
        "customer number",
        "customer code",
        "client id",
        "account",
        "customer",
        "客户编码",
        "客户编号",
        "客户代码",
        "客户",
        "往来单位编号",
        "会员号",
        "会员编号",
        "会员卡号",
        "买家昵称",
        "购货单位编码",
    ),
    "customer_name": (
        "customer name",
        "client",
        "client name",
        "buyer",
        "sold to",
        "客户名称",
        "客户全名",
        "往来单位",
        "购货单位",
        "购买单位",
        "往来单位名称",
        "会员名称",
        "会员姓名",
        "购货单位名称",
        "买家",
    ),
    "warehouse": (
        "warehouse",
        "store",
        "shop",
        "location",
        "warehouse code",
        "branch",
        "depot",
        "仓库",
        "仓库名称",
        "发货仓库",
        "出货仓库",
        "门店",
        "仓库编码",
        "店铺",
        "出库仓库",
    ),
}
_SIGNS = re.compile(r"[\W_]+")
_REMARK = re.compile(r"[(（\[【].*?[)）\]】]")


def normalise(header: str) -> str:
    """Return ``header`` without case, width, spaces and signs."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", header).casefold())


_BY_HEADER = {
    normalise(word): (field, rank)
    for field, words in SYNONYMS.items()
    for rank, word in enumerate(words)
}


def signature(header: list[str]) -> str:
    """Return what is equal for files of the same layout, as 64 hexadecimal digits."""
    text = "\x1f".join(map(normalise, header))
    return hashlib.sha256(text.encode()).hexdigest()


def match_header(header: list[str]) -> dict[str, int]:
    """Return the column of each field recognised in ``header``.

    A remark in brackets, as in ``数量(件)``, is ignored. When several columns fit one
    field, the more specific word wins, then the first column.
    """
    found: dict[str, tuple[int, int]] = {}
    for column, text in enumerate(header):
        key = normalise(text)
        hit = _BY_HEADER.get(key) or _BY_HEADER.get(
            normalise(_REMARK.sub("", unicodedata.normalize("NFKC", text)))
        )
        if hit:
            field, rank = hit
            found[field] = min(found.get(field, (rank, column)), (rank, column))
    return {field: found[field][1] for field in FIELDS if field in found}


def find_header_row(rows: list[list[str]]) -> tuple[int, int]:
    """Return index of the header and how many fields it names.

    Old systems print titles above the header: it is the row that names most fields,
    else the first row that is not blank.
    """
    best, index = 0, next((i for i, row in enumerate(rows) if any(row)), 0)
    for position, row in enumerate(rows):
        recognised = len(match_header(row[:256]))
        if recognised > best:
            best, index = recognised, position
    return index, best

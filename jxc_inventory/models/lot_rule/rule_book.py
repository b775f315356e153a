"""The rules of one company, ready to be looked up for many products."""

from ...engine import lot_rules as engine
from .aspects import CUSTOMER_ASPECTS


class RuleBook:
    """Answers which rule decides an aspect; asks the database no more than once."""

    def __init__(self, rules, company):
        self._none = rules.browse()
        self._company = company
        self._scopes = {}
        self._found = {}
        for rule in rules:
            for aspect in rule._get_stated_aspects():
                entry = (rule.id, rule._get_scope())
                self._scopes.setdefault(aspect, []).append(entry)

    def __eq__(self, other) -> bool:
        """Whether both hold the same rules, which then decide alike.

        Odoo looks for the environment of a context among all there are: with a book
        in it that equals no other, each reservation would add one for good.
        """
        if not isinstance(other, RuleBook):
            return NotImplemented
        return self._company == other._company and self._scopes == other._scopes

    def __hash__(self) -> int:
        return hash(self._company)

    def forget(self):
        """Look products up anew: their category may have changed meanwhile."""
        self._found.clear()

    def __bool__(self) -> bool:
        """Whether there is any rule at all: without one there is nothing to check."""
        return bool(self._scopes)

    def states(self, aspect: str) -> bool:
        """Whether any rule states this aspect."""
        return aspect in self._scopes

    def find(self, aspect: str, product, partner=None):
        """Return the rule that decides ``aspect``, an empty recordset for none.

        :param product: a ``product.product`` or ``product.template``.
        :param partner: the vendor the goods come from, for ``delivery_life`` the
            customer they go to; None or empty when nobody knows.
        """
        if not self.states(aspect):
            return self._none
        template = (
            product.product_tmpl_id if product._name == "product.product" else product
        )
        key = (aspect, template.id, partner.id if partner else None)
        if key not in self._found:
            rule_id = self._nearest(aspect, self._subject(template, partner))
            self._found[key] = self._none.browse(rule_id)
        return self._found[key]

    def find_exceptions(self, aspect: str, product):
        """Return the rules that decide ``aspect`` for some partners or their tags."""
        found = self._none
        for rule_id, scope in self._scopes.get(aspect, ()):
            if scope.party is None and scope.party_tag is None:
                continue
            rule = self._none.browse(rule_id)
            if scope.party is not None:
                partner = rule.supplier_id or rule.customer_id
                holds = self.find(aspect, product, partner) == rule
            else:
                subject = self._subject(product, None, frozenset({scope.party_tag}))
                holds = self._nearest(aspect, subject) == rule_id
            if holds:
                found |= rule
        return found

    def _nearest(self, aspect, subject) -> int | None:
        return engine.nearest(
            self._scopes[aspect], subject, party_first=aspect in CUSTOMER_ASPECTS
        )

    def _subject(self, template, partner, tags=frozenset()) -> engine.Subject:
        # parent_path lists the ancestors by id, from the top down.
        path = template.categ_id.parent_path or ""
        parties, tags = [], set(tags)
        # sudo: which customer a rule names must be known whatever the user may read.
        party = partner.sudo() if partner else None
        while party:
            parties.append(party.id)
            tags.update(party.category_id.ids)
            party = party.parent_id
        return engine.Subject(
            product=template.id,
            categories=[int(part) for part in reversed(path.split("/")) if part],
            parties=parties,
            party_tags=frozenset(tags),
            company=self._company.id,
        )

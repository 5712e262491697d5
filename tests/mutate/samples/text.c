// SPDX-License-Identifier: GPL-2.0-only
/* A small parser: switches, early ways out, many values alive at once. */
typedef unsigned long ulong;

struct text {
	const char *at, *end;
	int line, depth;
	ulong value[16];
};

__attribute__((noreturn)) void give_up(const char *why, int line);
int emit(struct text *t, int kind, ulong value);
int lookup(const char *name, int len, ulong *value);
ulong power(ulong base, ulong exponent);

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

int skip_blanks(struct text *t)
{
	int n = 0;

	for (; t->at < t->end; t->at++, n++) {
		if (*t->at == '\n')
			t->line++;
		else if (*t->at != ' ' && *t->at != '\t')
			break;
	}
	return n;
}

int parse_number(struct text *t, ulong *ret)
{
	ulong v = 0;
	int base = 10, n = 0;

	if (t->end - t->at > 2 && t->at[0] == '0' && t->at[1] == 'x') {
		base = 16;
		t->at += 2;
	}
	for (; t->at < t->end; t->at++, n++) {
		int d;

		if (is_digit(*t->at))
			d = *t->at - '0';
		else if (base == 16 && *t->at >= 'a' && *t->at <= 'f')
			d = *t->at - 'a' + 10;
		else
			break;
		v = v * (ulong)base + (ulong)d;
	}
	if (!n)
		give_up("no digits", t->line);
	*ret = v;
	return emit(t, 'n', v);
}

ulong operate(struct text *t, char op, ulong a, ulong b)
{
	switch (op) {
	case '+':
		return a + b;
	case '-':
		return a - b;
	case '*':
		return a * b;
	case '/':
		if (!b)
			give_up("division by zero", t->line);
		return a / b;
	case '%':
		return b ? a % b : 0;
	case '&':
		return a & b;
	case '|':
		return a | b;
	case '^':
		return power(a, b);
	case '<':
		return a < b;
	case '>':
		return a > b;
	default:
		emit(t, '?', (ulong)op);
		return 0;
	}
}

int parse_word(struct text *t, int what)
{
	const char *from = t->at;
	ulong v = 0, w;
	int err;

	while (t->at < t->end && *t->at != ' ' && *t->at != '=')
		t->at++;
	err = lookup(from, (int)(t->at - from), &v);
	if (err)
		return err;
	skip_blanks(t);
	if (t->at == t->end || *t->at != '=')
		return emit(t, what, v);
	t->at++;
	err = parse_number(t, &w);
	if (err < 0)
		return err;
	t->value[v & 15] = w;
	return emit(t, what, operate(t, *from, v, w));
}

int parse_lines(struct text *t, int (*each)(struct text *t, int kind))
{
	int err = 0, open = 0, words = 0, kinds = 0;
	ulong sum = 0;

	while (!err && t->at < t->end) {
		skip_blanks(t);
		switch (*t->at++) {
		case '(':
			open++;
			err = each(t, 1);
			break;
		case ')':
			if (!open--)
				give_up("too many )", t->line);
			err = each(t, 2);
			break;
		case '#':
			while (t->at < t->end && *t->at != '\n')
				t->at++;
			break;
		case '"':
			kinds |= 4;
			err = each(t, 3);
			break;
		case '$':
			words++;
			err = parse_word(t, 'v');
			break;
		case '0':
			err = parse_number(t, &t->value[words & 15]);
			sum += t->value[words & 15];
			break;
		default:
			err = each(t, kinds);
		}
	}
	return err ? err : emit(t, open, sum + (ulong)words);
}

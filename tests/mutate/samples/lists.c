// SPDX-License-Identifier: GPL-2.0-only
/* Lists, a tree and a hash: short functions, loops, calls in between. */
typedef unsigned long ulong;

struct node {
	struct node *next, *prev;
	struct node *left, *right;
	ulong key;
	int depth;
};

void *get_memory(ulong size);
void put_memory(void *p);
void note(const char *what, ulong a, ulong b);

void list_add(struct node *head, struct node *n)
{
	n->next = head->next;
	n->prev = head;
	head->next->prev = n;
	head->next = n;
}

void list_move(struct node *from, struct node *to)
{
	from->next->prev = from->prev;
	from->prev->next = from->next;
	list_add(to, from);
	note("moved", from->key, to->key);
}

struct node *list_find(struct node *head, ulong key)
{
	struct node *n;

	for (n = head->next; n != head; n = n->next)
		if (n->key == key)
			return n;
	return 0;
}

int list_count(struct node *head, int (*want)(struct node *n, ulong arg),
	       ulong arg)
{
	struct node *n;
	int count = 0;

	for (n = head->next; n != head; n = n->next) {
		if (!want(n, arg))
			continue;
		count++;
		note("wanted", n->key, arg);
	}
	return count;
}

struct node *tree_find(struct node *root, ulong key)
{
	while (root && root->key != key)
		root = key < root->key ? root->left : root->right;
	return root;
}

struct node *tree_insert(struct node *root, ulong key)
{
	struct node **at = &root, *n;
	int depth = 0;

	while (*at) {
		if ((*at)->key == key)
			return *at;
		at = key < (*at)->key ? &(*at)->left : &(*at)->right;
		depth++;
	}
	n = get_memory(sizeof(*n));
	if (!n)
		return 0;
	n->left = n->right = 0;
	n->key = key;
	n->depth = depth;
	*at = n;
	return n;
}

int tree_walk(struct node *root, int (*fn)(struct node *n, void *ctx),
	      void *ctx)
{
	struct node *queue[64];
	int n = 0, err = 0;

	queue[n++] = root;
	while (n && !err) {
		struct node *at = queue[--n];

		if (!at || n > 61)
			continue;
		err = fn(at, ctx);
		queue[n++] = at->left;
		queue[n++] = at->right;
	}
	return err;
}

ulong hash_bytes(const unsigned char *p, ulong n, ulong seed)
{
	ulong a = seed, b = ~seed, c = n;

	while (n >= 8) {
		a += *(const ulong *)p;
		b ^= a << 7;
		c += b >> 3;
		a -= c;
		p += 8;
		n -= 8;
	}
	switch (n) {
	case 7:
		c += (ulong)p[6] << 48;
		/* fall through */
	case 6:
		c += (ulong)p[5] << 40;
		/* fall through */
	case 5:
		b += (ulong)p[4] << 32;
		/* fall through */
	case 4:
		b += (ulong)p[3] << 24;
		/* fall through */
	case 3:
		a += (ulong)p[2] << 16;
		/* fall through */
	case 2:
		a += (ulong)p[1] << 8;
		/* fall through */
	case 1:
		a += p[0];
	}
	return (a ^ b) * 31 + c;
}

void free_all(struct node *head)
{
	struct node *n = head->next, *next;

	while (n != head) {
		next = n->next;
		note("free", n->key, (ulong)n->depth);
		put_memory(n);
		n = next;
	}
	head->next = head->prev = head;
}

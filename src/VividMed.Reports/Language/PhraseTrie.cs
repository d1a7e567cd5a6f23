namespace VividMed.Reports.Language;

/// <summary>
/// Phrases of one or more words with the values that belong to them, for longest-match search over tokens. The first word is looked up in
/// a table, the others in short sorted arrays.
/// </summary>
internal sealed class PhraseTrie<T>
{
    private readonly List<Node> _nodes = [new()];
    private int[] _first = [];

    public void Add(ReadOnlySpan<Token> phrase, T value) => End(Extend(0, phrase), value);

    /// <summary>Adds every phrase that takes one alternative of each part; what two of them begin with is walked once.</summary>
    public void Add(ReadOnlySpan<Token[][]> parts, T value) => Add(0, parts, value);

    private void Add(int node, ReadOnlySpan<Token[][]> parts, T value)
    {
        if (parts.IsEmpty)
        {
            End(node, value);
            return;
        }

        foreach (var alternative in parts[0]) Add(Extend(node, alternative), parts[1..], value);
    }

    private int Extend(int node, ReadOnlySpan<Token> tokens)
    {
        foreach (var token in tokens) node = Child(node, token.Id);
        return node;
    }

    /// <summary>Inflections of one name end in the same place.</summary>
    private void End(int node, T value)
    {
        var values = _nodes[node].Values;
        if (Array.IndexOf(values, value) < 0) _nodes[node].Values = [.. values, value];
    }

    /// <summary>The number of tokens of the longest phrase that begins at <paramref name="at"/>, 0 if none does.</summary>
    public int Match(ReadOnlySpan<Token> tokens, int at, out ReadOnlySpan<T> values)
    {
        values = [];
        var length = 0;
        var node = 0;
        for (var i = at; i < tokens.Length && Step(ref node, tokens[i].Id); i++)
        {
            if (_nodes[node].Values is not { Length: > 0 } found) continue;
            values = found;
            length = i - at + 1;
        }

        return length;
    }

    /// <summary>The values of the phrase made of one token and then others, empty if there is no such phrase.</summary>
    public ReadOnlySpan<T> Exact(Token first, ReadOnlySpan<Token> rest)
    {
        var node = 0;
        if (!Step(ref node, first.Id)) return [];
        foreach (var token in rest)
        {
            if (!Step(ref node, token.Id)) return [];
        }

        return _nodes[node].Values;
    }

    private bool Step(ref int node, int token)
    {
        if (token == 0) return false;
        if (node == 0)
        {
            node = token < _first.Length ? _first[token] : 0;
            return node != 0;
        }

        var found = _nodes[node];
        var at = Array.BinarySearch(found.Tokens, 0, found.Count, token);
        if (at < 0) return false;
        node = found.Children[at];
        return true;
    }

    private int Child(int node, int token)
    {
        var next = node;
        if (Step(ref next, token)) return next;
        next = _nodes.Count;
        _nodes.Add(new Node());
        if (node == 0)
        {
            if (token >= _first.Length) Array.Resize(ref _first, Math.Max(token + 1, _first.Length * 2));
            _first[token] = next;
            return next;
        }

        _nodes[node].Add(token, next);
        return next;
    }

    private sealed class Node
    {
        private int[] _tokens = [];
        private int[] _children = [];

        /// <summary>Ascending, as many as <see cref="Count"/>; what lies behind them is room for more.</summary>
        public int[] Tokens => _tokens;

        public int[] Children => _children;

        public int Count { get; private set; }

        public T[] Values { get; set; } = [];

        public void Add(int token, int child)
        {
            if (Count == _tokens.Length)
            {
                // Most nodes have one child and keep it.
                var room = Count == 0 ? 1 : Math.Max(4, 2 * Count);
                Array.Resize(ref _tokens, room);
                Array.Resize(ref _children, room);
            }

            var at = ~Array.BinarySearch(_tokens, 0, Count, token);
            Array.Copy(_tokens, at, _tokens, at + 1, Count - at);
            Array.Copy(_children, at, _children, at + 1, Count - at);
            (_tokens[at], _children[at]) = (token, child);
            Count++;
        }
    }
}

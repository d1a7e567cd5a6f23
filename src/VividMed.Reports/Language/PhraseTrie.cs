using System.Runtime.InteropServices;

namespace VividMed.Reports;

/// <summary>Phrases of one or more words with the values that belong to them, for longest-match search over tokens.</summary>
internal sealed class PhraseTrie<T>
{
    private readonly Dictionary<long, int> _edges = [];
    private readonly List<List<T>?> _values = [null];

    public void Add(ReadOnlySpan<Token> phrase, T value)
    {
        var node = 0;
        foreach (var token in phrase)
        {
            ref var next = ref CollectionsMarshal.GetValueRefOrAddDefault(_edges, Edge(node, token.Id), out var exists);
            if (!exists)
            {
                next = _values.Count;
                _values.Add(null);
            }

            node = next;
        }

        // Inflections of one name end in the same place.
        var values = _values[node] ??= [];
        if (!values.Contains(value)) values.Add(value);
    }

    /// <summary>The number of tokens of the longest phrase that begins at <paramref name="at"/>, 0 if none does.</summary>
    public int Match(ReadOnlySpan<Token> tokens, int at, out IReadOnlyList<T> values)
    {
        values = [];
        var length = 0;
        var node = 0;
        for (var i = at; i < tokens.Length && Step(ref node, tokens[i].Id); i++)
        {
            if (_values[node] is not { } found) continue;
            values = found;
            length = i - at + 1;
        }

        return length;
    }

    /// <summary>The values of the phrase made of one token and then others, empty if there is no such phrase.</summary>
    public IReadOnlyList<T> Exact(Token first, ReadOnlySpan<Token> rest)
    {
        var node = 0;
        if (!Step(ref node, first.Id)) return [];
        foreach (var token in rest)
        {
            if (!Step(ref node, token.Id)) return [];
        }

        return _values[node] is { } found ? found : [];
    }

    private bool Step(ref int node, int token) => token != 0 && _edges.TryGetValue(Edge(node, token), out node);

    private static long Edge(int node, int token) => ((long)node << 32) | (uint)token;
}

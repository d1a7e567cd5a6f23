using CsCheck;
using VividMed.Reports.Language;

namespace VividMed.Reports.Tests.Language;

/// <summary>The trie against a list that is gone through from end to end.</summary>
public sealed class PhraseTrieTests
{
    private static readonly Gen<int[]> Phrase = Gen.Int[1, 5].Array[1, 4];

    [Fact]
    public void The_longest_phrase_is_found_with_all_its_values() =>
        Gen.Select(Gen.Select(Phrase, Gen.Int[0, 3]).Array[0, 12], Gen.Int[0, 6].Array[0, 12]).Sample(
            static (entries, ids) =>
            {
                var trie = new PhraseTrie<int>();
                foreach (var (phrase, value) in entries) trie.Add(Tokens(phrase), value);
                var tokens = Tokens(ids);
                for (var at = 0; at < ids.Length; at++)
                {
                    var expected = entries.Where(entry => ids.AsSpan(at).StartsWith(entry.Item1))
                        .GroupBy(static entry => entry.Item1.Length).MaxBy(static group => group.Key);
                    var length = trie.Match(tokens, at, out var values);
                    Assert.Equal(expected?.Key ?? 0, length);
                    Assert.Equal(expected?.Select(static entry => entry.Item2).Distinct() ?? [], values.ToArray());
                    if (length > 0) Assert.Equal(values.ToArray(), trie.Exact(tokens[at], tokens.AsSpan(at + 1, length - 1)).ToArray());
                }
            },
            iter: 3_000);

    [Fact]
    public void Parts_stand_for_every_phrase_that_takes_one_alternative_of_each() =>
        Gen.Select(Gen.Int[1, 4].Array[0, 2].Array[1, 3].Array[1, 4], Gen.Int[0, 5].Array[0, 8]).Sample(
            static (parts, ids) =>
            {
                var (together, apart) = (new PhraseTrie<int>(), new PhraseTrie<int>());
                together.Add(parts.Select(static part => part.Select(Tokens).ToArray()).ToArray(), 7);
                foreach (var phrase in parts.Aggregate<int[][], IEnumerable<int[]>>([[]], static (begun, part) => begun.SelectMany(_ => part, static (begin, more) => begin.Concat(more).ToArray())))
                {
                    apart.Add(Tokens(phrase), 7);
                }

                var tokens = Tokens(ids);
                for (var at = 0; at < ids.Length; at++)
                {
                    Assert.Equal(apart.Match(tokens, at, out var expected), together.Match(tokens, at, out var values));
                    Assert.Equal(expected.ToArray(), values.ToArray());
                }
            },
            iter: 2_000);

    [Fact]
    public void A_phrase_is_exact_only_as_a_whole()
    {
        var trie = new PhraseTrie<int>();
        trie.Add(Tokens([1, 2, 3]), 7);
        var tokens = Tokens([1, 2, 3, 4]);
        Assert.Equal([7], trie.Exact(tokens[0], tokens.AsSpan(1, 2)).ToArray());
        Assert.Empty(trie.Exact(tokens[0], tokens.AsSpan(1, 1)).ToArray());
        Assert.Empty(trie.Exact(tokens[0], tokens.AsSpan(1, 3)).ToArray());
        Assert.Empty(trie.Exact(tokens[1], tokens.AsSpan(2, 1)).ToArray());
    }

    [Fact]
    public void A_word_that_no_rule_knows_ends_every_phrase()
    {
        var trie = new PhraseTrie<int>();
        trie.Add(Tokens([1, 2]), 7);
        Assert.Equal(0, trie.Match(Tokens([1, 0, 2]), 0, out _));
        Assert.Equal(0, trie.Match(Tokens([0]), 0, out _));
        Assert.Equal(0, trie.Match(Tokens([1]), 1, out _));
    }

    private static Token[] Tokens(int[] ids) =>
        [.. ids.Select(static (id, at) => new Token(at, at + 1, id, TokenKind.Word, Plural: false, Joined: false))];
}

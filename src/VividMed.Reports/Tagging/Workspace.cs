using System.Runtime.InteropServices;
using VividMed.Reports.Assertions;
using VividMed.Reports.Language;

namespace VividMed.Reports.Tagging;

/// <summary>
/// The lists that reading one sentence needs, kept from sentence to sentence so that reading allocates only what it returns.
/// </summary>
internal sealed class Workspace
{
    private int[] _covers = [];
    private int[] _clauses = [];

    public List<Token> TokenList { get; } = [];

    public List<Mention> Mentions { get; } = [];

    public List<Mention> Composed { get; } = [];

    public List<StructurePart> Parts { get; } = [];

    public List<ModifierMatch> Modifiers { get; } = [];

    public List<Place> Places { get; } = [];

    public List<Mention> Findings { get; } = [];

    public List<CueMatch> Cues { get; } = [];

    /// <summary>Where clauses begin, in order.</summary>
    public List<int> ClauseStarts { get; } = [];

    /// <summary>The number of the section that is read.</summary>
    public int Section { get; set; }

    /// <summary>The one side that the sentence before told; none where it told none or both.</summary>
    public Taxonomy.Side SideBefore { get; set; }

    /// <summary>Where each finding of the report stands, in their order.</summary>
    public List<FindingContext> Contexts { get; } = [];

    /// <summary>The text that tokens point into.</summary>
    public string Text { get; private set; } = "";

    /// <summary>A token as it is written.</summary>
    public ReadOnlySpan<char> Word(int token) => Text.AsSpan(TokenList[token].Start, TokenList[token].End - TokenList[token].Start);

    /// <summary>Tokens as they are written, in lower case.</summary>
    public string Phrase(int start, int end) => Text[TokenList[start].Start..TokenList[end - 1].End].ToLowerInvariant();

    public ReadOnlySpan<Token> Tokens => CollectionsMarshal.AsSpan(TokenList);

    /// <summary>Whether a comma stands among tokens[from..to].</summary>
    public bool HasComma(int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (TokenList[at].Kind == TokenKind.Comma) return true;
        }

        return false;
    }

    /// <summary>Reads the tokens of text[start..end] and forgets the sentence before.</summary>
    public void Begin(Tokenizer tokenizer, string text, int start, int end)
    {
        Text = text;
        TokenList.Clear();
        Mentions.Clear();
        Composed.Clear();
        Parts.Clear();
        Modifiers.Clear();
        Places.Clear();
        Findings.Clear();
        Cues.Clear();
        ClauseStarts.Clear();
        tokenizer.Read(text, start, end, TokenList);
        if (_covers.Length < TokenList.Count)
        {
            _covers = new int[TokenList.Count * 2];
            _clauses = new int[TokenList.Count * 2];
        }

        Part([]);
    }

    /// <summary>The clause of each token.</summary>
    public ClauseMap Clauses => new(_clauses, TokenList.Count);

    /// <summary>Numbers the clauses anew: one begins after each semicolon and at each of these tokens, which are in order.</summary>
    public void Part(List<int> starts)
    {
        var (clause, next) = (0, 0);
        for (var i = 0; i < TokenList.Count; i++)
        {
            if (next < starts.Count && starts[next] == i)
            {
                clause++;
                next++;
            }

            _clauses[i] = clause;
            if (TokenList[i].Kind == TokenKind.Semicolon) clause++;
        }
    }

    /// <summary>A cleared mark for each token of the sentence. There is one such table: asking for it anew clears it.</summary>
    public Span<int> Covers()
    {
        var covers = _covers.AsSpan(0, TokenList.Count);
        covers.Clear();
        return covers;
    }

    /// <summary>Marks the tokens of every mention.</summary>
    public Span<int> CoverMentions()
    {
        var covers = Covers();
        foreach (var mention in Mentions) covers[mention.Start..mention.End].Fill(1);
        return covers;
    }

    /// <summary>Whether a clause ends between two tokens, from the first on.</summary>
    public bool Parted(int from, int to) => to > from && Clauses.Parted(from, to);
}

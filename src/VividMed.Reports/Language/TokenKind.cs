namespace VividMed.Reports;

/// <summary>What sort of characters a token is made of.</summary>
internal enum TokenKind
{
    Word,
    Number,
    Comma,
    Semicolon,
    Colon,
    Question,
    ClosingBracket,
    Other,
}

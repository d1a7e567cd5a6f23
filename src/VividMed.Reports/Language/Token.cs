namespace VividMed.Reports;

/// <summary>
/// A word, number or mark at text[Start..End]. Id is the vocabulary's number for its lemma, 0 for words that no rule knows. Plural: the
/// lemma is shorter than the word. Joined: a hyphen or slash ties it to the token before.
/// </summary>
internal readonly record struct Token(int Start, int End, int Id, TokenKind Kind, bool Plural, bool Joined);

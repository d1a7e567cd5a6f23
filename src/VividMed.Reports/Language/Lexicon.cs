using System.Runtime.InteropServices;

namespace VividMed.Reports;

/// <summary>Reads phrases of the rules into tries over one vocabulary.</summary>
internal sealed class Lexicon
{
    private readonly List<Token> _buffer = [];

    public Lexicon() => Tokenizer = new Tokenizer(new Vocabulary());

    public Tokenizer Tokenizer { get; }

    public void Add<T>(PhraseTrie<T> trie, string phrase, T value)
    {
        _buffer.Clear();
        Tokenizer.Read(phrase, 0, phrase.Length, _buffer, learn: true);
        trie.Add(CollectionsMarshal.AsSpan(_buffer), value);
    }
}

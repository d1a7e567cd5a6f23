using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VividMed.Grounding;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Samples;

/// <summary>
/// What can be asked of the samples of one version, held in memory: some small facts a phrase, no words and no pictures. Records are read
/// once, bucket after bucket, one sample in memory at a time.
/// </summary>
public sealed class SampleIndex
{
    private static readonly string[] Conflicts = [UngroundedReason.SideConflict, UngroundedReason.AbsentButDetected, UngroundedReason.FailedCheck];

    private readonly List<string> _ids = [];
    private readonly List<Row> _rows = [];
    private readonly List<PhraseFacts> _phrases = [];
    private readonly WordList _targets = new();
    private readonly WordList _reasons = new();
    private readonly WordList _splits = new();

    /// <summary>How many samples the version has.</summary>
    public int Count => _rows.Count;

    /// <summary>In alphabetic order.</summary>
    public IReadOnlyList<string> Targets => _targets.InOrder;

    public IReadOnlyList<string> Reasons => _reasons.InOrder;

    public IReadOnlyList<string> Splits => _splits.InOrder;

    /// <summary>Bytes that the samples take, without what the lists have in reserve.</summary>
    public long Bytes =>
        ((long)_rows.Count * Unsafe.SizeOf<Row>()) + ((long)_phrases.Count * Unsafe.SizeOf<PhraseFacts>())
        + _ids.Sum(static id => 22L + (2 * id.Length) + IntPtr.Size);

    /// <exception cref="Shards.ShardException">A record or an archive is damaged or missing.</exception>
    public static async Task<SampleIndex> BuildAsync(IBlobStore store, DatasetManifest manifest, CancellationToken cancellationToken)
    {
        var index = new SampleIndex();
        foreach (var (number, bucket) in manifest.Buckets.Index())
        {
            await foreach (var (sample, _) in VersionReader.ReadAsync(store, bucket, withImages: false, cancellationToken)) index.Add(sample, number);
        }

        index._phrases.TrimExcess();
        index._rows.TrimExcess();
        index._ids.TrimExcess();
        return index;
    }

    /// <summary>The samples that a filter lets through, in the version's order.</summary>
    /// <param name="reviewed">Whether somebody has judged anything of a study.</param>
    public IEnumerable<SampleEntry> Find(SampleFilter filter, Func<string, bool> reviewed)
    {
        var wanted = new Wanted(this, filter);
        for (var at = 0; at < _rows.Count; at++)
        {
            if (filter.Id.Length > 0 && !_ids[at].Contains(filter.Id, StringComparison.OrdinalIgnoreCase)) continue;
            if (!wanted.Admits(_rows[at], PhrasesOf(at))) continue;
            if (filter.Reviewed is { } judged && reviewed(_ids[at]) != judged) continue;
            yield return EntryOf(at);
        }
    }

    /// <summary>The sample of an id, or null.</summary>
    public SampleEntry? Find(string id) => _ids.IndexOf(id) is >= 0 and var at ? EntryOf(at) : null;

    private void Add(Sample sample, int bucket)
    {
        _ids.Add(sample.Id);
        var conflict = sample.Phrases.Any(static phrase => phrase.Reason is { } reason && Conflicts.Contains(reason));
        _rows.Add(new Row(_phrases.Count, bucket, _splits.Of(sample.Split), (byte)sample.Modality, conflict));
        foreach (var phrase in sample.Phrases)
        {
            var regions = phrase.Regions.Select(index => sample.Regions[index]).ToList();
            _phrases.Add(new PhraseFacts(
                _targets.Of(phrase.Target),
                regions.Aggregate((byte)0, static (bits, region) => (byte)(bits | PhraseFacts.Bit(region.Grade))),
                (byte)phrase.Side,
                phrase.Reason is { } reason ? (byte)(_reasons.Of(reason) + 1) : (byte)0,
                PhraseFacts.Hundredths(regions.Count > 0 ? regions.Max(static region => region.Score) : null),
                PhraseFacts.Hundredths(phrase.Confidence),
                (byte)phrase.Polarity));
        }
    }

    private ReadOnlySpan<PhraseFacts> PhrasesOf(int at)
    {
        var end = at + 1 < _rows.Count ? _rows[at + 1].Phrases : _phrases.Count;
        return CollectionsMarshal.AsSpan(_phrases)[_rows[at].Phrases..end];
    }

    private SampleEntry EntryOf(int at)
    {
        var row = _rows[at];
        var phrases = PhrasesOf(at);
        var grounded = 0;
        foreach (var phrase in phrases) grounded += phrase.Grades != 0 ? 1 : 0;
        return new SampleEntry(_ids[at], _splits[row.Split], (Modality)row.Modality, row.Bucket, phrases.Length, grounded, row.Conflict);
    }

    /// <summary>A sample; Phrases is where its own begin.</summary>
    private readonly record struct Row(int Phrases, int Bucket, ushort Split, byte Modality, bool Conflict);

    /// <summary>A filter in the index's own numbers. What is asked of phrases must hold of one and the same.</summary>
    private readonly struct Wanted(SampleIndex index, SampleFilter filter)
    {
        private readonly int? _target = filter.Target.Length > 0 ? index._targets.Find(filter.Target) : null;
        private readonly int? _reason = filter.Reason.Length > 0 ? index._reasons.Find(filter.Reason) + 1 : null;
        private readonly int? _split = filter.Split.Length > 0 ? index._splits.Find(filter.Split) : null;

        public bool Admits(Row row, ReadOnlySpan<PhraseFacts> phrases)
        {
            if (_split is { } split && row.Split != split) return false;
            if (filter.Modality is { } modality && row.Modality != (byte)modality) return false;
            if (filter.Conflict is { } conflict && row.Conflict != conflict) return false;
            if (!filter.AsksPhrases) return true;
            foreach (var phrase in phrases)
            {
                if (Admits(phrase)) return true;
            }

            return false;
        }

        private bool Admits(PhraseFacts phrase) =>
            !(_target is { } target && phrase.Target != target)
            && !(_reason is { } reason && phrase.Reason != reason)
            && !(filter.Grade is { } grade && (phrase.Grades & PhraseFacts.Bit(grade)) == 0)
            && !(filter.Side is { } side && !phrase.IsOn(side))
            && Within(phrase.Score, filter.MinScore, filter.MaxScore)
            && Within(phrase.Confidence, filter.MinConfidence, filter.MaxConfidence);

        private static bool Within(byte hundredths, double? least, double? most) =>
            (least is null && most is null)
            || (hundredths != PhraseFacts.Unknown && hundredths >= (least ?? 0) * 100 && hundredths <= (most ?? 1) * 100);
    }

    /// <summary>Words by number, in the order in which they were met.</summary>
    private sealed class WordList
    {
        private readonly Dictionary<string, ushort> _numbers = new(StringComparer.Ordinal);
        private readonly List<string> _words = [];

        public IReadOnlyList<string> InOrder => [.. _words.Order(StringComparer.Ordinal)];

        public string this[int number] => _words[number];

        public ushort Of(string word)
        {
            if (_numbers.TryGetValue(word, out var number)) return number;
            number = checked((ushort)_words.Count);
            _words.Add(word);
            _numbers.Add(word, number);
            return number;
        }

        /// <summary>A number that no word has where there is none of it.</summary>
        public int Find(string word) => _numbers.TryGetValue(word, out var number) ? number : ushort.MaxValue;
    }
}

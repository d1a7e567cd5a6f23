using System.Diagnostics.CodeAnalysis;
using VividMed.Storage.Stores;

namespace VividMed.Workflows.Resources;

/// <summary>
/// What was read of runs' folders lately, by name and state of the file: the stages of a partition read the same files one after the other,
/// mostly in one process, and reading costs more than most stages do themselves. Holds what was read and never what was written: whoever
/// gets it sees what he would see in another process.
/// </summary>
/// <param name="mostBytes">Of the files, all together; the oldest go first.</param>
internal sealed class RecentFiles(long mostBytes = 16 << 20)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<(string Name, string State, Type Type), (object Value, long Bytes)> _known = [];
    private readonly Queue<(string Name, string State, Type Type)> _order = [];
    private long _bytes;

    public bool TryGet<T>(string name, BlobProperties state, [NotNullWhen(true)] out T? value)
    {
        lock (_turn)
        {
            var found = _known.TryGetValue((name, state.ETag, typeof(T)), out var known);
            value = found ? (T)known.Value : default;
            return found;
        }
    }

    /// <summary>Large files are not kept: a partition may be made as large as one likes.</summary>
    public void Add<T>(string name, BlobProperties state, [DisallowNull] T value)
    {
        if (state.Length > mostBytes / 8) return;
        var key = (name, state.ETag, typeof(T));
        lock (_turn)
        {
            if (!_known.TryAdd(key, (value, state.Length))) return;
            _order.Enqueue(key);
            for (_bytes += state.Length; _bytes > mostBytes;)
            {
                _known.Remove(_order.Dequeue(), out var oldest);
                _bytes -= oldest.Bytes;
            }
        }
    }
}

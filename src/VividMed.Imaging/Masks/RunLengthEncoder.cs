namespace VividMed.Imaging;

/// <summary>Collects alternating runs, beginning with clear.</summary>
internal sealed class RunLengthEncoder
{
    private readonly List<int> _counts = [];
    private bool _set;
    private long _run;

    public void Add(bool set, long length)
    {
        if (set != _set)
        {
            _counts.Add(checked((int)_run));
            (_set, _run) = (set, 0);
        }

        _run += length;
    }

    public int[] Finish()
    {
        _counts.Add(checked((int)_run));
        return [.. _counts];
    }
}

namespace VividMed.Inference.Hosting;

/// <summary>
/// How much of a GPU open models take. A model of 34 GB and any other do not fit on 40 GB together; one that does not say what it
/// needs, and any model on a device of unknown size, has the device to itself.
/// </summary>
internal sealed class DeviceAdmission(double? capacityGb)
{
    private readonly List<double> _taken = [];

    /// <summary>Takes the memory for a model if it is free.</summary>
    /// <param name="needsGb">Device memory in 10^9 bytes; 0 where the manifest does not say.</param>
    public bool TryTake(double needsGb)
    {
        if (_taken.Count > 0 && (IsWhole(needsGb) || _taken.Exists(IsWhole) || _taken.Sum() + needsGb > capacityGb)) return false;
        _taken.Add(needsGb);
        return true;
    }

    public void Return(double needsGb) => _taken.Remove(needsGb);

    /// <summary>Whether a model could ever be admitted.</summary>
    public bool CanHold(double needsGb) => capacityGb is null || needsGb <= capacityGb;

    private bool IsWhole(double needsGb) => capacityGb is null || needsGb <= 0;
}

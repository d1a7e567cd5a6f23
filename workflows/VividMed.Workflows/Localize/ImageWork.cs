using VividMed.Grounding;

namespace VividMed.Workflows;

/// <summary>One image on its way through the stage: decoded and prepared by the loader, run by the device, stored by the writer.</summary>
internal abstract class ImageWork : IDisposable
{
    protected ImageWork(SampleImage facts) => Facts = facts;

    /// <summary>What the record keeps of the image.</summary>
    public SampleImage Facts { get; }

    /// <summary>Whether the device has anything to do; where not, the cache had it all.</summary>
    public abstract bool NeedsDevice { get; }

    /// <summary>Answers wanted of models, and how many of them the cache had.</summary>
    public required (int Answers, int CacheHits) Asked { get; init; }

    /// <summary>Gives back what the device needed.</summary>
    public abstract void Dispose();
}

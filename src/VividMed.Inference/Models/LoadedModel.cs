using VividMed.Inference.Execution;
using VividMed.Inference.Golden;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Models;

/// <summary>An open model, checked against its manifest. Thread-safe; one instance serves a whole process.</summary>
public abstract class LoadedModel : IDisposable
{
    private protected LoadedModel(ModelSession session) => Session = session;

    /// <summary>What the open session was held against, tensor by tensor.</summary>
    public ModelManifest Manifest => Session.Manifest;

    /// <summary>What the model really runs on; never Auto.</summary>
    public ExecutionProvider ExecutionProvider => Session.Provider;

    /// <summary>Why the wanted provider, or with <c>auto</c> a GPU, was not taken; null where it was.</summary>
    public string? FallbackReason => Session.FallbackReason;

    /// <summary>Which model this is, on which provider and runtime version: what provenance keeps.</summary>
    public string Description => Session.Description;

    /// <summary>What was run so far and how long it took.</summary>
    public SessionUsage Usage => Session.Usage;

    /// <summary>Sessions that run at the same time, one a GPU: so many calls do not wait for each other.</summary>
    public int Sessions => Session.Lanes;

    internal ModelSession Session { get; }

    /// <summary>
    /// Closes the session once its running calls have ended; later ones are refused with <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        Session.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Opens a session, has it reproduce its golden cases where it must, and makes a model of it; one that is refused is closed again.
    /// </summary>
    private protected static T Open<T>(ModelManifest manifest, ExecutionOptions options, Func<ModelSession, T> make)
        where T : LoadedModel
    {
        var session = ModelSession.Open(manifest, options);
        try
        {
            GoldenCheck.Require(session);
            return make(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}

using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Tests.Support;

/// <summary>TestRequests whose places nobody looks at.</summary>
internal static class TestRequests
{
    public static SynthesisRequest Dataset(string run, SynthesisOptions? options = null, TrainingRequest? training = null) => new()
    {
        Run = run,
        Dataset = "mimic-cxr",
        Root = "/data",
        Out = "/out",
        Models = "/models",
        Options = options ?? new(),
        Training = training,
    };

    public static SynthesisState Fresh(SynthesisRequest request) => new() { Request = request };
}

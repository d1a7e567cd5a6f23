using System.ClientModel;
using System.Text.Json;

namespace VividMed.Reports.Llm;

/// <summary>What a failed call means, by code; the exceptions' own words may quote an answer and go nowhere.</summary>
internal static class LlmFailure
{
    /// <summary>Null for what is no failure of the endpoint; a forbidden address is not one to pass over.</summary>
    /// <exception cref="LlmEndpointException"><c>public-llm-endpoint</c>.</exception>
    public static string? CodeOf(Exception failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is LlmEndpointException forbidden) throw forbidden;
        }

        return failure switch
        {
            OperationCanceledException or TimeoutException => "timeout",
            ClientResultException { Status: >= 500 } => "server-error",
            ClientResultException { Status: >= 300 } => "refused",
            ClientResultException { Status: >= 200 } => "malformed",
            ClientResultException or HttpRequestException or IOException => "unreachable",
            AggregateException { InnerException: { } first } => CodeOf(first),
            JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or NotSupportedException or NullReferenceException => "malformed",
            _ => null,
        };
    }
}

/// <summary>What is wrong with an answer; each kind is told back to the model once.</summary>
internal enum LlmFault
{
    /// <summary>No JSON object of the asked form.</summary>
    Malformed,

    /// <summary>The answer ends before it is complete.</summary>
    Truncated,

    /// <summary>A quote that is not, letter by letter, in the sentence that it is said to be in.</summary>
    NotInText,

    /// <summary>A target outside the vocabulary.</summary>
    UnknownTarget,

    /// <summary>Present although the sentence plainly denies it.</summary>
    Polarity,

    /// <summary>A side that the sentence does not name.</summary>
    Side,
}

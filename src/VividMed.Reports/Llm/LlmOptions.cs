namespace VividMed.Reports;

/// <summary>Which language model tags reports, and how patiently it is asked.</summary>
public sealed record LlmOptions
{
    /// <summary>The base address of an OpenAI-compatible API, such as <c>http://127.0.0.1:8000/v1</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The model's name as the endpoint knows it.</summary>
    public required string Model { get; init; }

    /// <summary>False: only loopback and private addresses are ever connected to. Reports are sensitive; true sends them to whoever answers.</summary>
    public bool AllowPublicEndpoint { get; init; }

    /// <summary>Sent as a bearer token; most local servers ask for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How often a report is asked for before the rules take it.</summary>
    public int Attempts { get; init; } = 3;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Larger answers are cut off unread.</summary>
    public int MaximumAnswerBytes { get; init; } = 2 << 20;
}

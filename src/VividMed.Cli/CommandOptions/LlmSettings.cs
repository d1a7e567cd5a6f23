using System.CommandLine;
using VividMed.Cli.Configuration;
using VividMed.Reports.Llm;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.CommandOptions;

/// <summary>
/// Which language model tags reports: settings below flags. Whether reports may go to a public address, and the key, are settings only.
/// </summary>
internal static class LlmSettings
{
    public static readonly Option<string?> Endpoint = new("--llm")
    {
        Description = "Tag with a language model: the base address of an OpenAI-compatible API on this machine or network, such as http://127.0.0.1:8000/v1 (setting Llm:Endpoint)",
        DefaultValueFactory = _ => Settings.Current[KnownSettings.LlmEndpoint],
    };

    public static readonly Option<string?> Model = new("--llm-model")
    {
        Description = "The model's name there (setting Llm:Model)",
        DefaultValueFactory = _ => Settings.Current[KnownSettings.LlmModel],
    };

    public static readonly Option<LlmScope> Scope = ChoiceOptions.Of(
        "--llm-scope", LlmScope.Unsure, "Which sentences the model reads: those in which the rules found nothing or are not sure (unsure), or all");

    /// <summary>The choice of a command; null where no model was named.</summary>
    public static LlmChoice? From(ParseResult parsed)
    {
        if (parsed.GetValue(Endpoint) is not { Length: > 0 } endpoint) return null;
        return parsed.GetValue(Model) is { Length: > 0 } model
            ? new LlmChoice(endpoint, model) { Scope = parsed.GetValue(Scope) }
            : throw CliException.WrongCall("--llm needs --llm-model (or the setting Llm:Model): the name under which the endpoint serves the model");
    }

    /// <summary>Whether this process may ask it at all; nothing is asked yet.</summary>
    /// <exception cref="LlmEndpointException">It may not.</exception>
    public static void Check(LlmChoice choice) => LlmEndpoint.Connect(OptionsOf(choice)).Dispose();

    public static LlmOptions OptionsOf(LlmChoice choice) => new()
    {
        Endpoint = Uri.TryCreate(choice.Endpoint, UriKind.Absolute, out var address)
            ? address
            : throw CliException.WrongCall($"--llm {choice.Endpoint} is no address: give one like http://127.0.0.1:8000/v1"),
        Model = choice.Model,
        Scope = choice.Scope,
        AllowPublicEndpoint = ProcessSecrets.Llm.AllowPublicEndpoint,
        ApiKey = ProcessSecrets.Llm.ApiKey,
    };
}

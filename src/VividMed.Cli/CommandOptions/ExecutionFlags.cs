using System.CommandLine;
using VividMed.Cli.Configuration;
using VividMed.Inference.Execution;

namespace VividMed.Cli.CommandOptions;

/// <summary>
/// What a command's models run on: the provider, which GPUs, where engines are kept, and keys of ONNX Runtime's own. Each wins over its setting.
/// </summary>
internal sealed class ExecutionFlags
{
    private readonly Option<string?> _device = new("--device") { Description = KnownSettings.Device.Meaning };
    private readonly Option<string?> _engines = new("--engine-cache") { Description = KnownSettings.EngineCache.Meaning };
    private readonly Option<string[]> _options = new("--provider-option")
    {
        Description = "KEY=VALUE of ONNX Runtime's own for the GPU, such as cudnn_conv_algo_search=EXHAUSTIVE or trt_fp16_enable=1; may be given several times",
    };

    public ExecutionFlags()
    {
        _device.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && !KnownSettings.Device.Kind.Accepts(word.Value)) result.AddError($"--device takes {KnownSettings.Device.Kind.Expects}, not '{word.Value}'");
        });
        _options.Validators.Add(result =>
        {
            foreach (var word in result.Tokens.Where(static word => !SettingKind.Pairs.Accepts(word.Value)))
            {
                result.AddError($"--provider-option takes KEY=VALUE, not '{word.Value}'");
            }
        });
    }

    public Option<string?> Provider { get; } = CommonOptions.Provider();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Provider, _device, _engines, _options]) command.Options.Add(option);
    }

    /// <summary>Whether the command says anything of it.</summary>
    public bool AreGiven(ParseResult parsed) =>
        parsed.GetValue(Provider) is not null || parsed.GetValue(_device) is not null || parsed.GetValue(_engines) is not null
        || parsed.GetValue(_options) is { Length: > 0 };

    /// <summary>What holds for this process, with what the command says over it.</summary>
    public ExecutionOptions Chosen(ParseResult parsed)
    {
        var execution = Settings.Current.ExecutionWith(parsed.GetValue(Provider));
        var given = string.Join(';', parsed.GetValue(_options) ?? []);
        if (parsed.GetValue(_device) is { } devices) execution = execution.On(SettingKind.TryDevices(devices)!);
        return execution with
        {
            EngineCache = parsed.GetValue(_engines) is { } folder ? Path.GetFullPath(folder) : execution.EngineCache,
            ProviderOptions = given.Length == 0 ? execution.ProviderOptions : Settings.Pairs(given),
        };
    }
}

using System.Collections;
using System.Globalization;
using VividMed.Inference;
using VividMed.Inference.Execution;

namespace VividMed.Cli.Configuration;

/// <summary>
/// What holds for this process: defaults, above them local.settings.json of the current folder, above that the environment. Flags win over
/// all.
/// </summary>
internal sealed class Settings
{
    private readonly Dictionary<Setting, SettingValue> _given = [];

    public static Settings Current { get; private set; } = new();

    /// <summary>Why nothing could be taken, where a command goes on without: see <see cref="LoadOrTell"/>.</summary>
    public static string? Fault { get; private set; }

    /// <summary>Every setting with what it comes to.</summary>
    public IEnumerable<SettingValue> All => KnownSettings.All.Select(Of);

    public Uri? OtlpEndpoint => this[KnownSettings.OtlpEndpoint] is { } address ? new(address) : null;

    /// <summary>What a setting comes to; null where nobody sets it and there is no default. An empty text stands for none.</summary>
    public string? this[Setting setting] => Of(setting).Text;

    /// <summary>Takes what holds in the current folder and environment.</summary>
    /// <exception cref="CliException">Something is set wrongly; the message names the file and line, or the variable.</exception>
    public static void Load(Action<string> warn)
    {
        (Current, Fault) = (new(), null);
        Current = Read(Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariables(), warn);
    }

    /// <summary>The same for a command that tells faults itself: the defaults hold then.</summary>
    public static void LoadOrTell(Action<string> warn)
    {
        try
        {
            Load(warn);
        }
        catch (CliException wrong)
        {
            Fault = wrong.Message;
        }
    }

    /// <inheritdoc cref="Load"/>
    public static Settings Read(string folder, IDictionary environment, Action<string> warn)
    {
        var settings = new Settings();
        settings.Take(SettingsFile.Read(Path.Combine(folder, SettingsFile.Name)));
        settings.Take(SettingsEnvironment.Read(environment, warn));
        return settings;
    }

    /// <summary>The same with where it was said.</summary>
    public SettingValue Of(Setting setting) =>
        _given.TryGetValue(setting, out var given) && !string.IsNullOrEmpty(given.Text)
            ? given
            : new(setting, setting.Default, SettingValue.Default);

    public int? Count(Setting setting) => this[setting] is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public double? Number(Setting setting) => this[setting] is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    public bool IsOn(Setting setting) => this[setting] is { } text && bool.Parse(text);

    /// <summary>How models are run; a flag wins over the setting.</summary>
    /// <exception cref="ModelException">The provider is not known.</exception>
    public ExecutionOptions ExecutionWith(string? provider) => (ExecutionOptions.Parse(provider ?? this[KnownSettings.Provider]!) with
    {
        DeviceMemoryGb = Number(KnownSettings.DeviceMemoryGb),
        Threads = Count(KnownSettings.InferenceThreads),
        CudaGraph = IsOn(KnownSettings.CudaGraph),
        RuntimeLog = Enum.Parse<RuntimeLog>(this[KnownSettings.RuntimeLog]!, ignoreCase: true),
        EngineCache = this[KnownSettings.EngineCache] ?? EngineFolder.Default(),
        ProviderOptions = Pairs(this[KnownSettings.ProviderOptions] ?? ""),
    }).On(SettingKind.TryDevices(this[KnownSettings.Device]!)!);

    /// <summary>Reads key=value;key=value; of a key that is there twice the last counts.</summary>
    public static IReadOnlyDictionary<string, string> Pairs(string text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            pairs[pair[..at].Trim()] = pair[(at + 1)..].Trim();
        }

        return pairs;
    }

    private void Take(IEnumerable<SettingValue> layer)
    {
        var said = new Dictionary<Setting, string>();
        foreach (var value in layer)
        {
            if (!said.TryAdd(value.Setting, value.Source))
            {
                throw new CliException(
                    $"{value.Source}: {value.Setting.Name} is set a second time, after {said[value.Setting]}; take one away");
            }

            value.Check();
            _given[value.Setting] = value;
        }
    }
}

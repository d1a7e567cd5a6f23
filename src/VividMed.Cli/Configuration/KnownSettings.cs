using VividMed.Storage.Stores;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Configuration;

/// <summary>Every setting there is, once: reading, checking and 'config show' go by this table.</summary>
internal static class KnownSettings
{
    private static readonly List<Setting> Declared = [];
    private static readonly SynthesisOptions Defaults = new();

    public static readonly Setting Store = Declare(new(
        "Store", SettingKind.Text, "Where runs write and shards are read: a folder or a blob container's address; stands for --out of run and --shards"));

    public static readonly Setting StorageConnection = Declare(new(
        StorageCredentials.ConnectionVariable, SettingKind.Text,
        "Connection string of the storage account; without it a sign-in counts (az login, managed identity, AZURE_* variables)", IsSecret: true)
    {
        Variable = StorageCredentials.ConnectionVariable,
    });

    public static readonly Setting Hub = Declare(new(
        "Hub", SettingKind.Hub, "Address of a task hub that runs elsewhere; without it a command brings its own"));

    public static readonly Setting HubTokenFile = Declare(new(
        "Hub:TokenFile", SettingKind.Text, "File whose first line is the token that the hub asks for"));

    public static readonly Setting HubTaskHub = Declare(new(
        "Hub:TaskHub", SettingKind.Text, "Which of the hub's task hubs, if not 'default'"));

    public static readonly Setting DurableTaskScheduler = Declare(new(
        "DurableTaskScheduler", SettingKind.Scheduler, "Instead of Hub: connection string of Azure Durable Task Scheduler", IsSecret: true));

    public static readonly Setting Models = Declare(new(
        "Models", SettingKind.Text, "Folder with the models' manifests, taxonomy.json and, if reports are to be read otherwise, language.json",
        Path.Combine(AppContext.BaseDirectory, "models")));

    public static readonly Setting Detector = Declare(new(
        "Detector", SettingKind.Text, "Model that finds and boxes findings on radiographs", Defaults.Detector));

    public static readonly Setting Segmenter = Declare(new(
        "Segmenter", SettingKind.Text, "Model that outlines structures and findings in CT volumes", Defaults.Segmenter));

    public static readonly Setting MrSegmenter = Declare(new(
        "MrSegmenter", SettingKind.Text, "Model that outlines structures and findings in MR volumes", Defaults.MrSegmenter));

    public static readonly Setting RadiographSegmenter = Declare(new(
        "RadiographSegmenter", SettingKind.Text,
        $"Model that outlines anatomy on radiographs, or none; without it {SynthesisOptions.MiniatureAnatomy} where the detector is {Defaults.Detector}, else none"));

    public static readonly Setting Provider = Declare(new(
        "Provider", SettingKind.Provider, "What models run on: auto, cpu, cuda, tensorrt or plugin:PATH; what is named is required, auto takes what there is", "auto"));

    public static readonly Setting DeviceMemoryGb = Declare(new(
        "DeviceMemoryGb", SettingKind.Amount, "Memory of each GPU in 10^9 bytes; without it one model at a time is on it"));

    public static readonly Setting Device = Declare(new(
        "Device", SettingKind.Devices, "Which GPU of the machine models run on, counted from 0; several of one kind with commas (0,1) share the work", "0"));

    public static readonly Setting EngineCache = Declare(new(
        "EngineCache", SettingKind.Text, "Folder where TensorRT's engines are kept from run to run; without it vividmed/tensorrt in the user's cache folder"));

    public static readonly Setting ProviderOptions = Declare(new(
        "ProviderOptions", SettingKind.Pairs, "Keys of ONNX Runtime's own for the GPU, such as cudnn_conv_algo_search=EXHAUSTIVE;use_tf32=0"));

    public static readonly Setting InferenceThreads = Declare(new(
        "InferenceThreads", SettingKind.Count, "Threads within one call on the CPU; without it every processor but one"));

    public static readonly Setting RuntimeLog = Declare(new(
        "RuntimeLog", SettingKind.RuntimeLog, "From which level on ONNX Runtime writes lines of its own: critical, error, warning, information or trace", "critical"));

    public static readonly Setting CudaGraph = Declare(new(
        "CudaGraph", SettingKind.Switch, "Records and replays CUDA graphs", "false"));

    public static readonly Setting PartitionSize = Declare(new(
        "PartitionSize", SettingKind.Between(1, SynthesisOptions.LargestPartition), "Studies a shard", $"{Defaults.PartitionSize}"));

    public static readonly Setting InFlight = Declare(new(
        "InFlight", SettingKind.Between(1, SynthesisOptions.MostInFlight), "Partitions worked on at the same time", $"{Defaults.MaxPartitionsInFlight}"));

    public static readonly Setting MaxQuarantineShare = Declare(new(
        "MaxQuarantineShare", SettingKind.Share, "Share of studies above which a run exits 3 and does not train", $"{Defaults.MaxQuarantineShare}"));

    public static readonly Setting CacheLimitGb = Declare(new(
        "CacheLimitGb", SettingKind.Count, "What the cache of model results may grow to, in 10^9 bytes, the longest unused going first; without it no limit"));

    public static readonly Setting LlmEndpoint = Declare(new(
        "Llm:Endpoint", SettingKind.Address, "Base address of an OpenAI-compatible API that tags reports; without it the rules do"));

    public static readonly Setting LlmModel = Declare(new(
        "Llm:Model", SettingKind.Text, "The language model's name there"));

    public static readonly Setting LlmAllowPublicEndpoint = Declare(new(
        "Llm:AllowPublicEndpoint", SettingKind.Switch, "Whether reports may go to an address outside this machine and network", "false"));

    public static readonly Setting LlmApiKey = Declare(new(
        "Llm:ApiKey", SettingKind.Text, "Key of that API, if it wants one", IsSecret: true));

    public static readonly Setting Postgres = Declare(new(
        "Postgres", SettingKind.Text, "Connection string of the database of 'hub --postgres'", IsSecret: true));

    public static readonly Setting CertificatePassword = Declare(new(
        "CertificatePassword", SettingKind.Text, "Password of the certificate of 'hub --certificate'", IsSecret: true));

    public static readonly Setting OtlpEndpoint = Declare(new(
        "Telemetry:OtlpEndpoint", SettingKind.Address, "OTLP/HTTP collector that gets traces and metrics; without it nothing is sent"));

    public static readonly Setting SignInAuthority = Declare(new(
        "SignIn:Authority", SettingKind.Address, "OpenID Connect provider that says who people are on the page; without it a token lets in"));

    public static readonly Setting SignInClientId = Declare(new(
        "SignIn:ClientId", SettingKind.Text, "What the page is registered as at the provider"));

    public static readonly Setting SignInClientSecret = Declare(new(
        "SignIn:ClientSecret", SettingKind.Text, "The secret of that registration, if it has one", IsSecret: true));

    public static readonly Setting SignInAddress = Declare(new(
        "SignIn:Address", SettingKind.Address, "What people open, where a proxy has another name or brings TLS"));

    public static readonly Setting SignInRoleClaim = Declare(new(
        "SignIn:RoleClaim", SettingKind.Text, "The claim that lists somebody's roles or groups", "roles"));

    public static readonly Setting SignInViewers = Declare(new(
        "SignIn:Viewers", SettingKind.Text, "Values of the claim, with commas, that let somebody look", "viewer"));

    public static readonly Setting SignInReviewers = Declare(new(
        "SignIn:Reviewers", SettingKind.Text, "Values that let somebody judge samples, too", "reviewer"));

    public static readonly Setting SignInOperators = Declare(new(
        "SignIn:Operators", SettingKind.Text, "Values that let somebody do everything", "operator"));

    public static IReadOnlyList<Setting> All => Declared;

    /// <summary>The setting of a name, in any case and with : or __ between its parts.</summary>
    public static Setting? Find(string name)
    {
        var wanted = name.Replace("__", ":", StringComparison.Ordinal);
        return Declared.Find(setting => setting.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The one that is written most alike.</summary>
    public static Setting Nearest(string name)
    {
        var meant = name.Replace("__", ":", StringComparison.Ordinal);
        return Declared.MinBy(setting => Edits.Between(setting.Name, meant))!;
    }

    private static Setting Declare(Setting setting)
    {
        Declared.Add(setting);
        return setting;
    }
}

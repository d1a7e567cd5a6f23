using System.Collections;
using VividMed.Cli.Configuration;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Configuration;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    private string File => _folder.Path(SettingsFile.Name);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_environment_wins_over_the_file_and_the_file_over_the_default()
    {
        Write("""{ "IsEncrypted": false, "Values": { "InFlight": "6",""" + "\n" + """ "PartitionSize": "8" } }""");

        var settings = Read(("VIVIDMED__InFlight", "7"));

        Assert.Equal((7, "VIVIDMED__InFlight"), (settings.Count(KnownSettings.InFlight), settings.Of(KnownSettings.InFlight).Source));
        Assert.Equal((8, $"{File}:2"), (settings.Count(KnownSettings.PartitionSize), settings.Of(KnownSettings.PartitionSize).Source));
        Assert.Equal(("auto", "default"), (settings[KnownSettings.Provider], settings.Of(KnownSettings.Provider).Source));
    }

    [Fact]
    public void An_empty_text_takes_back_what_the_file_says()
    {
        Write("""{ "Values": { "Hub": "http://localhost:4001", "Provider": "cuda" } }""");

        var settings = Read(("VIVIDMED__Hub", ""), ("VIVIDMED__Provider", ""));

        Assert.Null(settings[KnownSettings.Hub]);
        Assert.Equal("auto", settings[KnownSettings.Provider]);
    }

    [Theory]
    [InlineData("Llm:Endpoint", "VIVIDMED__Llm__Model")]
    [InlineData("Llm__Endpoint", "VIVIDMED__Llm:Model")]
    [InlineData("llm:ENDPOINT", "vividmed__LLM__MODEL")]
    public void A_name_is_known_in_any_case_with_colons_or_underscores(string key, string variable)
    {
        Write($$"""{ "Values": { "{{key}}": "http://127.0.0.1:8000/v1" } }""");

        var settings = Read((variable, "m"));

        Assert.Equal(("http://127.0.0.1:8000/v1", "m"), (settings[KnownSettings.LlmEndpoint], settings[KnownSettings.LlmModel]));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Comments_trailing_commas_numbers_and_a_byte_order_mark_are_read()
    {
        Write("\uFEFF" + """{ /* mine */ "Values": { "InFlight": 3, "CudaGraph": true, "DeviceMemoryGb": 79.5, "Store": null, }, }""");

        var settings = Read();

        Assert.Equal((3, 79.5), (settings.Count(KnownSettings.InFlight), settings.Number(KnownSettings.DeviceMemoryGb)));
        Assert.True(settings.IsOn(KnownSettings.CudaGraph));
        Assert.Null(settings[KnownSettings.Store]);
    }

    [Fact]
    public void What_models_run_on_is_said_by_the_file_to_the_last_key()
    {
        Write("""{ "Values": { "Provider": "cuda", "Device": 3, "ProviderOptions": "use_tf32=0; cudnn_conv_algo_search = EXHAUSTIVE", "RuntimeLog": "Warning" } }""");

        var execution = Read().ExecutionWith(provider: null);

        Assert.Equal((ExecutionProvider.Cuda, 3, RuntimeLog.Warning), (execution.Provider, execution.Device, execution.RuntimeLog));
        Assert.Equal([("use_tf32", "0"), ("cudnn_conv_algo_search", "EXHAUSTIVE")], execution.ProviderOptions.Select(static pair => (pair.Key, pair.Value)));
        Assert.Equal(ExecutionProvider.Cpu, Read().ExecutionWith("cpu").Provider);
    }

    [Fact]
    public void Several_GPUs_and_the_folder_of_engines_are_said_by_the_file()
    {
        Write("""{ "Values": { "Device": "2, 0", "EngineCache": "/engines" } }""");
        var execution = Read().ExecutionWith("cpu");
        Assert.Equal([2, 0], execution.Devices);
        Assert.Equal((2, "/engines"), (execution.Device, execution.EngineCache));
    }

    [Fact]
    public void Engines_are_kept_in_the_users_cache_where_nobody_says_another_folder() =>
        Assert.EndsWith(Path.Combine("vividmed", "tensorrt"), Read().ExecutionWith("cpu").EngineCache, StringComparison.Ordinal);

    [Theory]
    [InlineData("{ \"Values\": {\n\"Device\": \"0,0\" } }", 2, "several different ones with commas")]
    [InlineData("{ \"Values\": {\n\"Device\": \"-1\" } }", 2, "Device is '-1'; it takes a whole number from 0 to 255")]
    [InlineData("{ \"Values\": {\n\"ProviderOptions\": \"fast\" } }", 2, "ProviderOptions is 'fast'; it takes KEY=VALUE")]
    [InlineData("{ \"Values\": {\n\"RuntimeLog\": \"loud\" } }", 2, "RuntimeLog is 'loud'; it takes critical, error, warning, information or trace")]
    [InlineData("{ \"Values\": {\n\"Hub\" \"x\" } }", 2, "no JSON from column 7 on")]
    [InlineData("{ \"Values\": {\n\"Hub\": \"http://h\" }", 2, "no JSON")]
    [InlineData("", 1, "no JSON")]
    [InlineData("{ \"Values\": {} }\n}", 2, "no JSON")]
    [InlineData("[]", 1, "\"Values\"")]
    [InlineData("{\n\"IsEncrypted\": true, \"Values\": {} }", 2, "cannot decrypt")]
    [InlineData("{\n\n\"IsEncrypted\": \"no\" }", 3, "IsEncrypted takes false")]
    [InlineData("{\n\"Hub\": \"http://localhost:4001\" }", 2, "'Hub' is neither IsEncrypted nor Values")]
    [InlineData("{\n\"Values\": [] }", 2, "Values takes an object")]
    [InlineData("{ \"Values\": {\n\"Llm\": { \"Endpoint\": \"http://h\" } } }", 2, "there is no setting 'Llm'")]
    [InlineData("{ \"Values\": {\n\"Hub\": { \"TokenFile\": \"t\" } } }", 2, "joined by a colon")]
    [InlineData("{ \"Values\": {\n\"Detecter\": \"mine\" } }", 2, "there is no setting 'Detecter'; did you mean 'Detector'?")]
    [InlineData("{ \"Values\": {\n\"Llm:Endpont\": \"mine\" } }", 2, "did you mean 'Llm:Endpoint'?")]
    [InlineData("{ \"Values\": {\n\"InFlight\": \"four\" } }", 2, "InFlight is 'four'; it takes a whole number from 1 to 1024")]
    [InlineData("{ \"Values\": {\n\"InFlight\": 0 } }", 2, "InFlight is '0'")]
    [InlineData("{ \"Values\": {\n\"DeviceMemoryGb\": \"lots\" } }", 2, "a number above 0")]
    [InlineData("{ \"Values\": {\n\"MaxQuarantineShare\": \"1.5\" } }", 2, "a number from 0 to 1")]
    [InlineData("{ \"Values\": {\n\"CudaGraph\": \"yes\" } }", 2, "true or false")]
    [InlineData("{ \"Values\": {\n\"Provider\": \"gpu\" } }", 2, "auto, cpu, cuda, tensorrt or plugin:PATH")]
    [InlineData("{ \"Values\": {\n\"Hub\": \"localhost:4001\" } }", 2, "Hub is 'localhost:4001'; it takes a hub's address")]
    [InlineData("{ \"Values\": {\n\"Telemetry:OtlpEndpoint\": \"collector\" } }", 2, "it takes an address")]
    [InlineData("{ \"Values\": {\n\"Hub\": \"http://a\",\n\"hub\": \"http://b\" } }", 3, "Hub is set a second time")]
    public void A_fault_in_the_file_is_told_with_its_line(string text, int line, string words)
    {
        Write(text);

        var message = Assert.Throws<CliException>(() => Read()).Message;

        Assert.StartsWith($"{File}:{line}: ", message, StringComparison.Ordinal);
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_file_in_another_encoding_is_told()
    {
        System.IO.File.WriteAllBytes(File, System.Text.Encoding.Latin1.GetBytes("""{ "Values": { "CertificatePassword": "süß" } }"""));

        Assert.Contains($"{File}:1: the text is not UTF-8", Assert.Throws<CliException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Values": { "DurableTaskScheduler": "s3cret" } }""")]
    [InlineData("""{ "Values": { "Postgres": "Password=s3cret" "Hub": "" } }""")]
    [InlineData("""{ "Values": { "Postgres": Password=s3cret } }""")]
    public void A_fault_does_not_quote_what_may_be_secret(string text)
    {
        Write(text);
        Assert.DoesNotContain("s3cret", Assert.Throws<CliException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_the_environment_that_does_not_do_is_refused_by_its_variable()
    {
        var refused = Assert.Throws<CliException>(() => Read(("VIVIDMED__InFlight", "many")));
        Assert.StartsWith("VIVIDMED__InFlight: InFlight is 'many'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_nobody_knows_is_warned_about_once_and_no_other_program_s()
    {
        Read(("VIVIDMED__Detecter", "mine"), ("VIVIDMED_FUZZ_CASES", "1"), ("PATH", "/bin"));

        Assert.Equal("the environment variable VIVIDMED__Detecter sets nothing that is known; did you mean VIVIDMED__Detector?", Assert.Single(_warnings));
    }

    [Fact]
    public void The_sample_at_the_root_says_what_holds_without_it()
    {
        var sample = Settings.Read(Repository.Root, new Hashtable(), _warnings.Add);

        Assert.Equal(new Settings().All.Select(value => value.Text), sample.All.Select(value => value.Text));
        Assert.Contains(sample.All, value => value.Source != SettingValue.Default);
    }

    [Fact]
    public void Every_setting_is_explained_where_settings_are()
    {
        var page = System.IO.File.ReadAllText(Repository.Path("docs", "how-to", "configure.md"));
        Assert.All(KnownSettings.All, setting => Assert.Contains($"`{setting.Name}`", page, StringComparison.Ordinal));
    }

    private void Write(string text) => System.IO.File.WriteAllText(File, text);

    private Settings Read(params (string Name, string Value)[] environment) =>
        Settings.Read(_folder.Root, new Hashtable(environment.ToDictionary(variable => variable.Name, variable => variable.Value)), _warnings.Add);
}

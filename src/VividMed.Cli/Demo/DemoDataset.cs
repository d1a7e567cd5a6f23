using VividMed.Shards;
using VividMed.Training;
using VividMed.Workflows;

namespace VividMed.Cli;

/// <summary>What the demo made of one dataset.</summary>
internal sealed record DemoDataset(string Dataset, SynthesisProgress Studies, ShardStatistics Yield, int Shards, long Bytes, PhantomAgreement Agreement);

namespace VividMed.DurableTask.Worker;

public sealed partial class DurableTaskWorkerOptions
{
    /// <summary>Which orchestration versions match the worker's.</summary>
    public enum VersionMatchStrategy
    {
        /// <summary>Every version.</summary>
        None = 0,

        /// <summary>The same version only.</summary>
        Strict = 1,

        /// <summary>The same version and all lower ones.</summary>
        CurrentOrOlder = 2,
    }

    /// <summary>What becomes of an orchestration whose version does not match the worker's.</summary>
    public enum VersionFailureStrategy
    {
        /// <summary>It is handed back for another worker.</summary>
        Reject = 0,

        /// <summary>It fails.</summary>
        Fail = 1,
    }

    /// <summary>Which orchestration versions a worker takes on.</summary>
    public sealed class VersioningOptions
    {
        /// <summary>The version of this worker; empty for none.</summary>
        public string Version { get; set; } = string.Empty;

        /// <summary>The version of sub-orchestrations whose caller names none; empty for unversioned.</summary>
        public string DefaultVersion { get; set; } = string.Empty;

        public VersionMatchStrategy MatchStrategy { get; set; }

        public VersionFailureStrategy FailureStrategy { get; set; }

        internal bool Accepts(string version) => MatchStrategy switch
        {
            VersionMatchStrategy.Strict => VersionOrder.Compare(version, Version) == 0,
            VersionMatchStrategy.CurrentOrOlder => VersionOrder.Compare(version, Version) <= 0,
            _ => true,
        };
    }
}

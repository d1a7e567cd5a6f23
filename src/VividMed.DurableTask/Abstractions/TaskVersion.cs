namespace VividMed.DurableTask;

/// <summary>The version of an orchestrator or activity. Versions are compared without regard to case.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>Wraps <paramref name="version"/>; null or empty means unversioned.</summary>
    /// <exception cref="ArgumentException">The version is nothing but white space.</exception>
    public TaskVersion(string? version)
    {
        if (!string.IsNullOrEmpty(version) && string.IsNullOrWhiteSpace(version))
        {
            throw new ArgumentException("A version is either empty or has a visible character.", nameof(version));
        }

        Version = string.IsNullOrEmpty(version) ? null : version;
    }

    public static TaskVersion Unversioned => default;

    /// <summary>The version as given, or null when unversioned.</summary>
    public string? Version { get; }

    public static implicit operator string?(TaskVersion value) => value.Version;

    public static implicit operator TaskVersion(string? value) => new(value);

    public static bool operator ==(TaskVersion left, TaskVersion right) => left.Equals(right);

    public static bool operator !=(TaskVersion left, TaskVersion right) => !left.Equals(right);

    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    public override int GetHashCode() => Version is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Version);

    public override string ToString() => Version ?? string.Empty;
}

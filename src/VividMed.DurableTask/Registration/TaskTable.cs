using System.Diagnostics.CodeAnalysis;

namespace VividMed.DurableTask;

/// <summary>Factories by name and version. An unversioned entry serves every version of a name that has no versioned entry.</summary>
internal sealed class TaskTable<TFactory>(string kind)
    where TFactory : class
{
    private readonly Dictionary<TaskName, Dictionary<TaskVersion, TFactory>> _entries = [];

    public IEnumerable<TaskName> Names => _entries.Keys;

    public void Add(TaskName name, TaskVersion version, TFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (name.Name is null)
        {
            throw new ArgumentException($"An {kind} needs a name.", nameof(name));
        }

        if (!_entries.TryGetValue(name, out Dictionary<TaskVersion, TFactory>? versions))
        {
            _entries[name] = versions = [];
        }

        if (!versions.TryAdd(version, factory))
        {
            throw new ArgumentException($"An {kind} named '{name}' of version '{version}' is registered already.", nameof(name));
        }
    }

    public bool TryFind(TaskName name, TaskVersion version, [NotNullWhen(true)] out TFactory? factory)
    {
        factory = null;
        return name.Name is not null
            && _entries.TryGetValue(name, out Dictionary<TaskVersion, TFactory>? versions)
            && (versions.TryGetValue(version, out factory) || (versions.Count == 1 && versions.TryGetValue(TaskVersion.Unversioned, out factory)));
    }

    /// <summary>The versions a work item filter asks for; none means every version.</summary>
    public IReadOnlyList<string> FilterVersions(TaskName name)
    {
        Dictionary<TaskVersion, TFactory> versions = _entries[name];
        return versions.Count == 1 && versions.ContainsKey(TaskVersion.Unversioned)
            ? []
            : [.. versions.Keys.Select(version => version.ToString()).Order(StringComparer.OrdinalIgnoreCase)];
    }
}

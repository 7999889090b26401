using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CivicLoop.Platform.City;

namespace CivicLoop.Tests.Domain.Packs;

/// <summary>The packs of the repository, each read once for all tests.</summary>
internal static class PackFolders
{
    private static readonly ConcurrentDictionary<string, Pack> ReadBefore = [];

    public static string Root { get; } = FindRoot();

    /// <summary>Every folder that has a city.</summary>
    public static IEnumerable<string> Cities =>
        Directory.GetDirectories(Root)
            .Where(folder => File.Exists(Path.Combine(folder, "city.json")))
            .Select(folder => Path.GetFileName(folder));

    public static Pack Read(string city) =>
        ReadBefore.GetOrAdd(city, name => PackReader.Read(Path.Combine(Root, name)).Value);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !Directory.Exists(Path.Combine(folder, "packs")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(
            folder ?? throw new DirectoryNotFoundException("packs"), "packs");
    }
}

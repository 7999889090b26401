using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary>Finds a pack by the name it comes with the program under, or by its folder.</summary>
internal static class PackPlaces
{
    /// <summary>Folder of the packs that come with the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "packs");

    /// <summary>Error: there is no such pack; names those there are.</summary>
    public static Outcome<string> Find(string nameOrFolder)
    {
        var shipped = Path.Combine(Shipped, nameOrFolder);
        if (IsPack(shipped))
        {
            return shipped;
        }

        if (IsPack(nameOrFolder))
        {
            return Path.GetFullPath(nameOrFolder);
        }

        var known = Directory.EnumerateDirectories(Shipped).Where(IsPack)
            .Select(Path.GetFileName).Order(StringComparer.Ordinal);
        return new Problem(
            ProblemCode.UnknownValue, "pack", nameOrFolder, string.Join(", ", known));
    }

    private static bool IsPack(string folder) => File.Exists(Path.Combine(folder, "city.json"));
}

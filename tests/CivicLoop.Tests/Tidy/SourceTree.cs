using System.Runtime.CompilerServices;

namespace CivicLoop.Tests.Tidy;

/// <summary>A source file with its lines; its path is the one in the repository.</summary>
internal sealed record SourceFile(string Path, string[] Lines)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Text => string.Join('\n', Lines);
}

/// <summary>The tree these tests were built from. Rules are derived from its folders, never from a
/// list kept by hand.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    /// <summary>Files below a folder of the repository with one of the endings.</summary>
    public static IEnumerable<SourceFile> Files(string folder, params string[] endings)
    {
        var start = Path.Combine(Root, folder);
        return Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Where(file => !IsMade(Path.GetRelativePath(Root, file)))
            .Order(StringComparer.Ordinal)
            .Select(file => new SourceFile(
                Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllLines(file)));
    }

    /// <summary>Names of the folders directly below one.</summary>
    public static IReadOnlyList<string> Folders(string folder) =>
        [.. Directory.EnumerateDirectories(Path.Combine(Root, folder))
            .Select(one => Path.GetFileName(one)!).Order(StringComparer.Ordinal)];

    private static bool IsMade(string path) =>
        path.Split(Path.DirectorySeparatorChar)
            .Any(part => part is "node_modules" or "obj" or "bin" or "artifacts" or "dist");

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CivicLoop.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException("The tests run outside their repository.");
    }
}

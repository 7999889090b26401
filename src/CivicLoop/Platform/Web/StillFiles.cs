using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace CivicLoop.Platform.Web;

/// <summary>Files that do not change while the program runs: nobody watches them, which would cost
/// one of the system's few watches for each city served.</summary>
internal sealed class StillFiles(IFileProvider files) : IFileProvider
{
    public IDirectoryContents GetDirectoryContents(string subpath) =>
        files.GetDirectoryContents(subpath);

    public IFileInfo GetFileInfo(string subpath) => files.GetFileInfo(subpath);

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
}

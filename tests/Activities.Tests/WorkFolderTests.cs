namespace Notify.Activities.Tests;

/// <summary>What is left of a step in the folder that all of them work in.</summary>
public sealed class WorkFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("notify-work-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Dispose_FolderWithFiles_LeavesNothing()
    {
        using (var work = WorkFolder.Open(root, "ingest-1"))
        {
            File.WriteAllText(Path.Combine(work.Path, "rows"), "somebody");
        }

        Assert.Empty(Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public void Open_WhatAKilledProcessLeft_IsRemovedWhateverItWasFor()
    {
        string left;
        using (var work = WorkFolder.Open(root, "erasure-1"))
        {
            left = work.Path;
        }

        // As a killed process leaves it: its files, and a lock that nobody holds
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "old.parquet"), "somebody");
        File.WriteAllText(left + ".lock", "");

        using (WorkFolder.Open(root, "ingest-1"))
        {
            Assert.False(Directory.Exists(left));
        }

        Assert.Empty(Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public void Open_BesideAnotherStep_LeavesItAlone()
    {
        using var other = WorkFolder.Open(root, "features-1");
        File.WriteAllText(Path.Combine(other.Path, "rows"), "");

        using (WorkFolder.Open(root, "ingest-1"))
        {
            Assert.True(File.Exists(Path.Combine(other.Path, "rows")));
        }
    }

    [Fact]
    public void Open_WhileAnEarlierAttemptIsAtWork_IsRefused()
    {
        using var earlier = WorkFolder.Open(root, "ingest-1");

        Assert.Throws<IOException>(() => WorkFolder.Open(root, "ingest-1"));
    }

    [Fact]
    public void Open_OtherThingsInTheFolder_StayThere()
    {
        var others = Directory.CreateDirectory(Path.Combine(root, "objects")).FullName;

        using (WorkFolder.Open(root, "ingest-1"))
        {
        }

        Assert.Equal([others], Directory.GetFileSystemEntries(root));
    }
}

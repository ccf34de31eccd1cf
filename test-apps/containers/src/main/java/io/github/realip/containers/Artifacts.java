package io.github.realip.containers;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/** Maven's own resolver, with the user's settings and local repository. */
public final class Artifacts {
  /** Stands for the version that a platform names. */
  static final String OF_PLATFORM = "of-platform";
  private static final Context MAVEN = Runtimes.INSTANCE.getRuntime().create(
      ContextOverrides.create().withUserSettings(true).transferListener(new Progress()).build());

  private Artifacts() {
  }

  /** The file of one artifact, for instance a container's archive. */
  public static Path file(String coordinates) {
    ArtifactRequest request = new ArtifactRequest(new DefaultArtifact(coordinates), MAVEN.remoteRepositories(), null);
    try {
      return path(MAVEN.repositorySystem().resolveArtifact(MAVEN.repositorySystemSession(), request).getArtifact());
    } catch (RepositoryException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The jars that an artifact needs when it runs, itself included. */
  public static List<Path> classPath(String coordinates) {
    return classPath(new CollectRequest(dependency(coordinates), MAVEN.remoteRepositories()));
  }

  /**
   * The jars that an application with these dependencies needs when it runs, in the versions that a platform names.
   *
   * @param platform the POM that an application imports for its versions
   * @param dependencies each with its version, or {@link #OF_PLATFORM}
   * @param without an artifact, as {@code group:artifact}, that is left out with all that it brings
   */
  public static List<Path> classPath(String platform, List<String> dependencies, String without) {
    ArtifactDescriptorRequest versions =
        new ArtifactDescriptorRequest(new DefaultArtifact(platform), MAVEN.remoteRepositories(), null);
    String[] left = without.split(":");
    try {
      List<Dependency> managed = MAVEN.repositorySystem()
          .readArtifactDescriptor(MAVEN.repositorySystemSession(), versions).getManagedDependencies();
      return classPath(new CollectRequest(
          dependencies.stream().map(Artifacts::dependency).map(each -> ofPlatform(each, managed))
              .map(each -> each.setExclusions(List.of(new Exclusion(left[0], left[1], "*", "*")))).toList(),
          managed,
          MAVEN.remoteRepositories()));
    } catch (RepositoryException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static Dependency ofPlatform(Dependency dependency, List<Dependency> managed) {
    Artifact artifact = dependency.getArtifact();
    if (!artifact.getVersion().equals(OF_PLATFORM)) {
      return dependency;
    }
    return dependency.setArtifact(managed.stream().map(Dependency::getArtifact)
        .filter(each -> each.getGroupId().equals(artifact.getGroupId())
            && each.getArtifactId().equals(artifact.getArtifactId())).findFirst().orElseThrow());
  }

  private static Dependency dependency(String coordinates) {
    return new Dependency(new DefaultArtifact(coordinates), JavaScopes.RUNTIME);
  }

  private static List<Path> classPath(CollectRequest dependencies) {
    DependencyRequest request = new DependencyRequest(
        dependencies, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
    try {
      return MAVEN.repositorySystem().resolveDependencies(MAVEN.repositorySystemSession(), request)
          .getArtifactResults().stream().map(ArtifactResult::getArtifact).map(Artifacts::path).toList();
    } catch (RepositoryException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static Path path(Artifact artifact) {
    return artifact.getFile().toPath();
  }

  /** Says what is being downloaded: an archive of 10 MB over a slow line must not look like a hang. */
  private static final class Progress extends AbstractTransferListener {

    @Override
    public void transferInitiated(TransferEvent event) {
      String name = event.getResource().getResourceName();
      if (name.endsWith(".zip") || name.endsWith(".jar")) {
        System.out.println("downloading " + name.substring(name.lastIndexOf('/') + 1));
      }
    }
  }
}
